// Records a run that no other run is like, replays it, and shows its calls.

import WASIMiddleware
import WASIRun

let file = CommandLine.arguments.dropFirst().first ?? "dice.rec"

var command = WASICommand("Guests/dice.wat")
command.standardOutput = .collect(limit: 100)
command.recording = RunRecording(file)
let recorded = try command.run().output
print("recorded:", recorded.text, terminator: "")

// The recording is all that is needed: neither the module's file nor the random numbers.
var replay = try WASICommand(replaying: file)
replay.standardOutput = .collect(limit: 100)
replay.wrappers = [
    { system in
        Tracer(TraceOptions()) { line in print("  ", String(repairing: line), terminator: "") }.wrapping(system)
    }
]
let replayed = try replay.replay()
print("replayed:", replayed.output.text, terminator: "")
print(replayed.output == recorded && replayed.divergence == nil ? "the same" : "another")

// It prints:
//
//     recorded: …
//        random_get(…) = 0
//        random_get(…) = 0
//        random_get(…) = 0
//        fd_write(1<stdout>, …) = 6
//     replayed: …
//     the same
