public import WASICore

/// A computer in memory: files, standard streams, clocks, randomness and a network without anything of the host.
///
/// ```swift
/// let output = MemoryBuffer()
/// var configuration = MemoryConfiguration()
/// configuration.standardInput = .text("Ada\n")
/// configuration.standardOutput = .buffer(output)
/// let system = try MemorySystem(configuration)
/// // … run a guest on it …
/// print(output.text)
/// ```
///
/// Calls answer as those of a Unix system do. A system belongs to one guest and is used on the thread that runs it, one call at a
/// time; its files, machine, pipes and clock may be shared with others. What it has opened is closed with it. Each family of calls
/// is in a file of its own.
public final class MemorySystem: SystemInterface {
    let configuration: MemoryConfiguration
    var table: DescriptorTable<OpenFile>
    /// The directories of the grants.
    let grants: [NodeHandle]
    /// How many directories are being listed.
    var listingCount = 0
    var random: RandomStream
    let wakeup: Wakeup
    let waiter: Waiter
    /// Where files come from that are not in memory; of an overlay only.
    var lower: LowerTree?
    private var isOnClock = true

    /// What ends the guest's waiting from another thread.
    public var interrupter: MemoryInterrupter { MemoryInterrupter(wakeup: wakeup) }

    var files: MemoryFileSystem { configuration.files }
    var clock: MemoryClock { configuration.clock }

    /// Opens what the configuration grants.
    ///
    /// - Throws: ``MemoryFileError`` for the first granted path that is no directory; ``WASICore/Errno/tooManyOpenFiles`` in it if there
    ///   are more descriptors at the start than may be open.
    public convenience init(_ configuration: MemoryConfiguration) throws(MemoryFileError) {
        var nodes: [NodeID] = []
        for grant in configuration.grants {
            nodes.append(try configuration.files.openDirectory(grant.path))
        }
        do throws(Errno) {
            try self.init(configuration, grants: nodes.map { NodeHandle(configuration.files, $0) })
        } catch {
            throw MemoryFileError(operation: "open", path: "the descriptors of the start", errno: error)
        }
    }

    /// - Parameter grants: The directories of the configuration's grants.
    init(_ configuration: MemoryConfiguration, grants: [NodeHandle]) throws(Errno) {
        self.configuration = configuration
        self.grants = grants
        table = DescriptorTable(maximum: configuration.maximumOpenFiles)
        random = RandomStream(configuration.random)
        wakeup = Wakeup(clock: configuration.clock, isParticipant: true)
        waiter = Waiter(wakeup)
        configuration.clock.join()
        let flags: DescriptorFlags = configuration.nonBlockingStandardStreams ? .nonBlocking : []
        for stream in [configuration.standardInput, configuration.standardOutput, configuration.standardError] {
            _ = try table.insert(OpenFile(stream, flags: flags))
        }
        for (index, grant) in configuration.grants.enumerated() {
            let file = OpenFile(
                resource: .node(grants[index]), type: .directory, rights: .directory,
                inheriting: Rights.directory.union(.file), grant: index, isReadOnly: grant.access == .readOnly,
                isPreopen: true)
            _ = try table.insert(file)
        }
    }

    deinit { leaveClock() }

    /// Does not take part any longer in what virtual time waits for.
    func leaveClock() {
        if isOnClock { clock.leave() }
        isOnClock = false
    }

    /// What is open under a number, if it has all of `rights`.
    func file(_ fd: Descriptor, _ rights: Rights = []) throws(Errno) -> OpenFile {
        guard let file = table[fd] else { throw .badFileDescriptor }
        guard file.rights.isSuperset(of: rights) else { throw .notCapable }
        return file
    }

    /// Does something with the files, and fetches what lies in the system below as often as need be.
    func withFiles<Result>(_ body: (inout FileStore) throws(Errno) -> Result) throws(Errno) -> Result {
        guard let lower else { return try files.perform(body) }
        return try lower.perform(on: files, at: clock.realTime, body)
    }
}

extension OpenFile {
    /// Describes a standard stream.
    init(_ stream: MemoryStream, flags: DescriptorFlags) {
        // Streams have the rights to seek like any other file of a Unix system, and say that they cannot.
        let type: FileType = if case .null = stream { .characterDevice } else { .unknown }
        let stream: MemoryStream = if case .bytes(let bytes) = stream { .pipe(MemoryPipe(bytes)) } else { stream }
        self.init(resource: .stream(stream), type: type, flags: flags, rights: .file)
    }
}
