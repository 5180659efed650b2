// Runs a module as a program: with the streams of this process, one argument, and nothing else of the host.
//
//     echo hello | swift run run-a-module [MODULE [ARGUMENT…]]

import WASIRun

let arguments = CommandLine.arguments.dropFirst()

var command = WASICommand(arguments.first ?? "Guests/shout.wat")
command.arguments = Array(arguments.dropFirst())
command.standardInput = .inherit
command.standardOutput = .inherit
command.standardError = .inherit
command.timeout = .seconds(10)

let result = try command.run()
print(result.status)

// It prints:
//
//     HELLO
//     exited(0)
