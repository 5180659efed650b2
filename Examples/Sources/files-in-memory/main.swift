// Runs a program whose files are in the memory of this process, and looks at them afterwards.

import WASIMemory
import WASIRun

let files = MemoryFileSystem()
try files.write("/greeting", "Hello from memory.\n")

let output = MemoryBuffer()
var command = WASICommand("Guests/greeting.wat")
command.useMemory { memory in
    memory.files = files
    memory.grants = [MemoryGrant("/")]
    memory.standardOutput = .buffer(output)
}

let before = files.snapshot()
print(try command.run().status)
print("it has printed:", output.text, terminator: "")
print("the file is now:", try files.text("/greeting"), terminator: "")
print("it was:", try before.text("/greeting"), terminator: "")

// It prints:
//
//     exited(0)
//     it has printed: Hello from memory.
//     the file is now: Hello again.
//     it was: Hello from memory.
