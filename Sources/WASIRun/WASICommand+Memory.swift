import WASICore
public import WASIMemory
import WASIUnix

extension WASICommand {
    /// Runs the program on a ``WASIMemory/MemorySystem`` instead of the real one.
    ///
    /// ```swift
    /// let files = MemoryFileSystem()
    /// try files.write("/input.txt", "some text\n")
    /// command.standardOutput = .collect(limit: 1 << 20)
    /// command.useMemory { memory in
    ///     memory.files = files
    ///     memory.grants = [MemoryGrant("/")]
    /// }
    /// print(try command.run().output.text)
    /// ```
    ///
    /// The command's own arguments, environment, network rules and limits hold, and so do standard streams that are in memory. Files
    /// and streams of the host, and its name servers, do not: a stream that is neither in memory nor set by the closure is
    /// ``WASIMemory/MemoryStream/null``. Directories among ``grants`` are mounted from the host, behind those in memory; ``sockets`` of
    /// the host cannot be given, and fail the run.
    ///
    /// Sets ``makeSystem``.
    ///
    /// - Parameter configure: Completes the configuration, for each run anew. What it makes outside of itself is shared by the runs.
    public mutating func useMemory(
        _ configure: @escaping @Sendable (inout MemoryConfiguration) throws -> Void = { _ in }
    ) {
        makeSystem = { unix in
            guard unix.sockets.isEmpty else { throw NoHostSockets() }
            var configuration = MemoryConfiguration(unix)
            try configure(&configuration)
            let memory = try MemorySystem(configuration)
            guard !unix.grants.isEmpty else { return memory }
            var host = UnixConfiguration()
            host.grants = unix.grants
            host.resolver = unix.resolver
            host.maximumOpenFiles = unix.maximumOpenFiles
            host.maximumOpenDirectories = unix.maximumOpenDirectories
            return MountedSystem(
                memory, mounting: [try UnixSystem(host)], maximumOpenFiles: unix.maximumOpenFiles)
        }
    }
}

extension MemoryConfiguration {
    /// What of a configuration of the real system holds for one in memory too: arguments, environment, rules of the network, limits.
    init(_ unix: UnixConfiguration) {
        self.init()
        arguments = unix.arguments
        environment = unix.environment
        network = unix.network
        nonBlockingStandardStreams = unix.nonBlockingStandardStreams
        maximumOpenFiles = unix.maximumOpenFiles
        maximumOpenDirectories = unix.maximumOpenDirectories
    }
}

/// That sockets of the host were granted to a program in memory.
private struct NoHostSockets: Error, CustomStringConvertible {
    var description: String { "a program that runs in memory cannot be given sockets of the host" }
}
