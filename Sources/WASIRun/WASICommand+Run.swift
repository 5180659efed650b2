import WASICore
import WASIUnix
public import WASIWasmtime

extension WASICommand {
    /// Runs the program and waits for its end.
    ///
    /// - Throws: ``RunError``, at least ``RunError/noStart(module:exports:)`` for a library, whose functions ``call(_:_:)`` calls.
    ///   Whatever the program does, once it runs, is a result and not an error.
    public func run() throws(RunError) -> RunResult {
        defer { abandonSequences() }
        let guest = try Guest(self, function: nil)
        return try guest.start()
    }

    /// Calls an exported function, after `_initialize` if the module exports that, and waits for its end.
    ///
    /// - Throws: ``RunError``, at least ``RunError/noSuchFunction(_:module:exports:)`` and
    ///   ``RunError/wrongArguments(function:type:reason:)``. Whatever the function does, once it runs, is a result.
    public func call(_ function: String, _ values: [WasmValue]) throws(RunError) -> RunResult {
        defer { abandonSequences() }
        let guest = try Guest(noting(function, values.map(\.description)), function: function)
        return try guest.call(function, values)
    }

    /// Calls an exported function like ``call(_:_:)``, with its arguments as a person writes them: `42`, `-1`, `0xff`, `2.5`.
    public func call(_ function: String, parsing texts: [String]) throws(RunError) -> RunResult {
        defer { abandonSequences() }
        let guest = try Guest(noting(function, texts), function: function)
        // Mistakes are found before anything of the guest has run, but for a start section.
        return try guest.call(function, try guest.arguments(of: function, texts))
    }

    /// Ends the sequences for which the command's run has never come to be: who iterates over them must not wait for ever.
    func abandonSequences() {
        for stream in [standardOutput, standardError] {
            if case .queue(let end) = stream.target { end.queue.abandon() }
        }
    }

    /// The command, with the call of an export noted for its recording.
    private func noting(_ function: String, _ arguments: [String]) -> WASICommand {
        var command = self
        command.recording?.invocation = RunRecording.Invocation(function: function, arguments: arguments)
        return command
    }
}
