import Synchronization
import WASICore

/// Files in memory, made and looked at from Swift and shared by any number of systems on any threads.
///
/// ```swift
/// let files = MemoryFileSystem()
/// try files.write("/etc/motd", "Hello!\n")
/// var configuration = MemoryConfiguration()
/// configuration.files = files
/// configuration.grants = [MemoryGrant("/", as: "/")]
/// // … run a guest …
/// print(try files.text("/out/report.txt"))
/// ```
///
/// Paths are those of the file system: a `/` in front changes nothing, and `..` does not lead out.
///
/// **Threads.** Every call is one step: none sees half of another one. All calls take one lock, which is held as long as bytes are
/// copied and never while anybody waits.
public final class MemoryFileSystem: Sendable {
    private let store: Mutex<FileStore>

    private static let lastDevice = Atomic<UInt64>(0)
    /// A number that tells file systems apart, as devices have them.
    private static func newDevice() -> UInt64 { lastDevice.wrappingAdd(1, ordering: .relaxed).newValue }

    /// Makes a file system with nothing but its root directory.
    public init(limits: MemoryLimits = MemoryLimits()) {
        store = Mutex(FileStore(limits: limits, device: Self.newDevice(), at: HostMachine.realTime))
    }

    private init(_ store: FileStore) { self.store = Mutex(store) }

    /// A file system of its own with the same files: neither sees what is changed in the other. Content is shared until then, so
    /// that a snapshot takes little time and memory.
    public func snapshot() -> MemoryFileSystem {
        MemoryFileSystem(store.withLock { $0.snapshot(device: Self.newDevice()) })
    }

    /// How much the files take, as ``MemoryLimits/maximumBytes`` counts.
    public var usedBytes: Int { store.withLock { $0.usedBytes } }

    /// How many files, directories, symbolic links and socket names there are, the root directory included.
    public var nodeCount: Int { store.withLock { $0.nodes.count } }

    /// Does something with the files in one step.
    func perform<Result>(_ body: (inout FileStore) throws(Errno) -> Result) throws(Errno) -> Result {
        let outcome = store.withLock { store -> Swift.Result<Result, Errno> in
            do throws(Errno) { return .success(try body(&store)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}
