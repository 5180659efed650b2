// Calls the functions of a plug-in, with Swift's types, and looks into its memory.

import WASIRun

let plugIn = try WASICommand("Guests/counter.wat").instance()

let add: (Int32) throws(GuestFailure) -> Int32 = try plugIn.function("add")
_ = try add(20)
print("add:", try add(22))

let mean: (Double, Double) throws(GuestFailure) -> Double = try plugIn.function("mean")
print("mean:", try mean(1, 2))

// Text passes through the plug-in's memory. What is not inside of it is refused, whoever has chosen the address.
let text = Array("how many spaces are there?".utf8)
guard let memory = plugIn.memory(), memory.write(text, at: 1024) else { fatalError("the plug-in has no room") }
print("spaces:", try plugIn.call("spaces", 1024, text.count)[0])

// A mistake of the plug-in is an error here, and nothing worse.
do {
    _ = try plugIn.call("spaces", -1, 1)
} catch {
    print(error)
}

// It prints:
//
//     add: 42
//     mean: 1.5
//     spaces: 4
//     the guest has ended: trapped(…)
