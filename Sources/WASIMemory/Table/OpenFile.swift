import WASICore

/// A node that a descriptor holds open; let go of with the last reference.
final class NodeHandle {
    let files: MemoryFileSystem
    let node: NodeID
    /// The descriptor's position.
    var position: UInt64 = 0
    /// The descriptor by which the content is read in the system below, as long as it lies there.
    var lower: LowerFile?

    /// - Parameter node: Has been held open for this handle.
    init(_ files: MemoryFileSystem, _ node: NodeID) {
        self.files = files
        self.node = node
    }

    deinit { _ = try? files.perform { (store) throws(Errno) in store.release(node) } }
}

/// What is behind a descriptor.
enum Resource {
    case node(NodeHandle)
    case stream(MemoryStream)
    case socket(MemorySocket)
}

/// What the table holds for one open descriptor.
struct OpenFile {
    var resource: Resource
    var type: FileType
    var flags: DescriptorFlags = []
    var rights: Rights
    var inheriting: Rights = []
    /// The grant through which it was opened, an index; -1 for none.
    var grant = -1
    /// Whether every change is refused.
    var isReadOnly = false
    /// Whether it is the grant's own descriptor, which has a name.
    var isPreopen = false
    /// Whether its names have been asked for.
    var isListing = false
    /// Of a socket, whether it is bound where a rule lets the guest listen: then it may listen, and answer those who have sent to it.
    var isBoundByRule = false
    /// Of a socket for datagrams, who has sent to it.
    var correspondents: Correspondents?

    /// Refuses a change of what was opened through a read-only grant.
    func checkWritable() throws(Errno) { if isReadOnly { throw .readOnlyFileSystem } }

    var isNonBlocking: Bool { flags.contains(.nonBlocking) }
}
