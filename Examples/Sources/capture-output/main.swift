// Gives a program its input from memory, and gets its output in memory.

import WASIRun

// Compiled once, for any number of runs on any threads.
let shout = try PreparedModule(.file("Guests/shout.wat"))

for line in ["one", "two", "a text that is far too long for what we keep of it"] {
    var command = WASICommand(shout)
    command.standardInput = .text(line)
    command.standardOutput = .collect(limit: 20)

    let result = try command.run()
    print(result.output.text + (result.output.isTruncated ? " (there was more)" : ""))
}

// It prints:
//
//     ONE
//     TWO
//     A TEXT THAT IS FAR T (there was more)
