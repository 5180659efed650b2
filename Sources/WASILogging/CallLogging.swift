public import Logging
public import WASICore
public import WASIMiddleware

/// Logs a guest's calls with swift-log: what `wasirun --trace` shows, in the log of the program around it.
///
/// ```swift
/// var logging = CallLogging(Logger(label: "guest"))
/// logging.failureLevel = .warning
/// command.wrappers.append { [logging] system in logging.wrap(system) }
/// ```
///
/// The message is the specification's name of the call, the rest its metadata:
///
/// | key | |
/// |---|---|
/// | `wasi.family` | the call's family: `descriptors`, `sockets`, … |
/// | `wasi.arguments` | the arguments by meaning, as in a line of text of the trace; printable ASCII, whatever the guest's bytes are |
/// | `wasi.result` | what it has returned; not there if it failed |
/// | `wasi.errno` | the name of the error, such as `ENOENT`; only there if it failed |
/// | `wasi.duration` | how long it took, in nanoseconds |
///
/// A call whose level the logger leaves out is not made into text: it costs a few nanoseconds.
public struct CallLogging: Sendable {
    /// What is logged to. Its metadata, such as the name of the guest, goes with each call.
    public var logger: Logger
    /// The level of calls that succeed. Default: `debug`.
    public var level: Logger.Level
    /// The level of calls that fail; `nil` for the same. A program may well expect failures, such as `EAGAIN`. Default: `nil`.
    public var failureLevel: Logger.Level?
    /// Which calls are logged, and how much of buffers. Form and times do not matter. Default: all, 32 bytes.
    public var options: TraceOptions

    /// Logs to a logger.
    public init(
        _ logger: Logger, level: Logger.Level = .debug, failureLevel: Logger.Level? = nil,
        options: TraceOptions = TraceOptions()
    ) {
        self.logger = logger
        self.level = level
        self.failureLevel = failureLevel
        self.options = options
    }

    /// Stands in front of a system, of which it asks what is open and which addresses sockets get.
    public func wrap(_ system: any SystemInterface) -> any SystemInterface {
        let tracer = Tracer(
            options, wants: { _, error in logger.logLevel <= level(of: error) },
            record: { call in
                logger.log(
                    level: level(of: call.error), "\(call.name)", metadata: metadata(of: call), source: "WASI")
            })
        return tracer.wrapping(system)
    }

    private func level(of error: Errno?) -> Logger.Level { error == nil ? level : failureLevel ?? level }

    private func metadata(of call: TracedCall) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "wasi.family": "\(call.name.family.rawValue)", "wasi.arguments": .string(call.arguments),
            "wasi.duration": .stringConvertible(call.duration.nanoseconds),
        ]
        if let result = call.result { metadata["wasi.result"] = .string(result) }
        if let error = call.error { metadata["wasi.errno"] = .string(error.name) }
        return metadata
    }
}
