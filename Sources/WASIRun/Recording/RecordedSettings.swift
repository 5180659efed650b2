import WASIHost
import WASIMiddleware
import WASIWasmtime

// What a run depends on beside its module and the answers to its calls: documented in RecordingFormat.md.

extension RecordingHeader {
    /// Notes a command's settings.
    mutating func note(_ command: WASICommand) {
        func note(_ name: String, _ value: String?) {
            if let value { settings.append(Setting(name: name, value: value)) }
        }
        if let invocation = command.recording?.invocation {
            note("invoke", invocation.function)
            for argument in invocation.arguments { note("argument", argument) }
        }
        note("sockets", command.socketFunctions.rawValue)
        note("compiler", command.compiler.rawValue)
        note("max-stack", String(command.maximumStackBytes))
        note("max-memory", command.maximumMemoryBytes.map(String.init))
        note("max-table-elements", command.maximumTableElements.map(String.init))
        note("fuel", command.fuel.map(String.init))
        note("interruptible", command.interruptsOwnCode ? "yes" : nil)
    }

    /// The call of an export that was recorded, if it was not the program as a whole.
    var invocation: RunRecording.Invocation? {
        setting("invoke").map { function in
            RunRecording.Invocation(
                function: function, arguments: settings.filter { $0.name == "argument" }.map(\.value))
        }
    }
}

extension WASICommand {
    /// Sets what a recorded run has depended on. What makes no sense is left out.
    mutating func follow(_ header: RecordingHeader) {
        if let functions = header.setting("sockets").flatMap(SocketFunctions.init(rawValue:)) { socketFunctions = functions }
        if let choice = header.setting("compiler").flatMap(CompilerChoice.init(rawValue:)) { compiler = choice }
        if let bytes = header.setting("max-stack").flatMap({ Int($0) }), bytes > 0 {
            // Not more than any command line could have asked for.
            maximumStackBytes = min(bytes, 64 << 20)
        }
        if let bytes = header.setting("max-memory").flatMap({ Int($0) }), bytes >= 0 { maximumMemoryBytes = bytes }
        if let count = header.setting("max-table-elements").flatMap({ Int($0) }), count >= 0 { maximumTableElements = count }
        if let fuel = header.setting("fuel").flatMap({ UInt64($0) }) { self.fuel = fuel }
        if header.setting("interruptible") != nil { control = RunControl() }
    }
}

extension RecordedEnding {
    /// How a run has ended, as it is recorded.
    init(_ status: ExitStatus) {
        switch status {
        case .exited(let code): self.init(.exited, code: code.rawValue)
        case .trapped(let trap): self.init(.trapped, message: trap.message)
        case .interrupted(let reason): self.init(.interrupted, code: reason.recorded, message: reason.description)
        }
    }
}

extension StopReason {
    /// Its number in recordings.
    var recorded: UInt32 {
        switch self {
        case .timeout: 1
        case .cpuTime: 2
        case .fuel: 3
        case .output: 4
        case .caller: 5
        case .signal(let number): 256 + UInt32(clamping: number)
        }
    }

    /// The reason of a number in a recording.
    init(recorded number: UInt32) {
        switch number {
        case 1: self = .timeout
        case 2: self = .cpuTime
        case 3: self = .fuel
        case 4: self = .output
        case 257...(256 + 64): self = .signal(Int32(number - 256))
        default: self = .caller
        }
    }
}
