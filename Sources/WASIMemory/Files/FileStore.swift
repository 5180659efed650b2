import WASICore

/// Files and directories: a value, so that a copy of it is a snapshot.
///
/// Nothing in it waits or asks anybody. What is not here because it still lies in the system below an overlay is noted as
/// ``wanted``, and the call fails with ``WASICore/Errno/isWanted``: whoever called gets it and calls again. Calls therefore look before they
/// change anything.
struct FileStore: Sendable {
    /// What a call needs of the system below.
    enum Wanted: Hashable, Sendable {
        /// What is under a name.
        case entry(NodeID, [UInt8])
        /// All names.
        case names(NodeID)
        /// The bytes.
        case content(NodeID)
    }

    var nodes: [NodeID: Node] = [:]
    let root = NodeID(rawValue: 1)
    var limits: MemoryLimits
    let device: UInt64
    var wanted: Wanted?
    /// Names of which the system below has been found to have nothing, as long as one call lasts.
    var absent: Set<Wanted> = []
    private var lastNode: UInt64 = 1
    /// What counts against ``MemoryLimits/maximumBytes``.
    var usedBytes = 0
    /// Files of the system below that have several names there, by what they are there.
    var lowerFiles: [LowerIdentity: NodeID] = [:]

    init(limits: MemoryLimits, device: UInt64, at time: Timestamp) {
        self.limits = limits
        self.limits.maximumBytes = max(limits.maximumBytes, 0)
        self.device = device
        var node = Node(.directory, at: time)
        node.directory = Directory(parent: root)
        node.linkCount = 2
        nodes[root] = node
    }

    /// Fails because something of the system below is needed.
    mutating func want(_ wanted: Wanted) -> Errno {
        self.wanted = wanted
        return .isWanted
    }

    // MARK: - Room

    private static func cost(of name: [UInt8]) -> Int { name.count + 64 }

    /// Fails unless a node more has room, and a name of it.
    func checkRoom(for name: [UInt8]) throws(Errno) {
        if nodes.count >= limits.maximumNodes { throw .noSpace }
        try checkRoom(forName: name)
    }

    func checkRoom(forName name: [UInt8]) throws(Errno) {
        if name.count > CheckedPath.nameLimit { throw .fileNameTooLong }
        if limits.maximumBytes - usedBytes < Self.cost(of: name) { throw .noSpace }
    }

    /// How many blocks of content have room.
    var freeBlocks: Int { max(0, limits.maximumBytes - usedBytes) / FileContent.blockSize }

    // MARK: - Nodes

    func node(_ id: NodeID) throws(Errno) -> Node {
        guard let node = nodes[id] else { throw .staleFileHandle }
        return node
    }

    func attributes(_ id: NodeID) throws(Errno) -> FileAttributes {
        let node = try node(id)
        return FileAttributes(
            device: device, inode: id.rawValue, type: node.type, linkCount: node.linkCount, size: node.size,
            accessTime: node.accessTime, modificationTime: node.modificationTime, statusChangeTime: node.changeTime)
    }

    /// Adds a node and a name for it. There must be room.
    @discardableResult
    mutating func add(_ node: Node, _ name: [UInt8], to directory: NodeID, at time: Timestamp) -> NodeID {
        lastNode += 1
        let id = NodeID(rawValue: lastNode)
        var node = node
        if node.type == .directory {
            if node.directory == nil { node.directory = Directory(parent: directory) }
            node.linkCount = 2
            nodes[directory]?.linkCount += 1
        }
        nodes[id] = node
        insert(name, id, in: directory, at: time)
        return id
    }

    /// Adds a name. There must be room.
    mutating func insert(_ name: [UInt8], _ id: NodeID, in directory: NodeID, at time: Timestamp) {
        usedBytes += Self.cost(of: name)
        nodes[directory]?.directory?.insert(name, id)
        touch(directory, time)
    }

    /// Takes a name away; the node goes with its last name and descriptor.
    mutating func remove(_ name: [UInt8], from directory: NodeID, at time: Timestamp) {
        guard let id = nodes[directory]?.directory?[name] else { return }
        detach(name, from: directory, at: time)
        if nodes[id]?.directory != nil {
            nodes[id]?.directory?.isRemoved = true
            nodes[id]?.directory?.isComplete = true
            nodes[id]?.linkCount = 0
            nodes[directory]?.linkCount -= 1
        } else {
            let count = nodes[id]?.linkCount ?? 0
            nodes[id]?.linkCount = count > 0 ? count - 1 : 0
        }
        nodes[id]?.changeTime = time
        dropIfUnused(id)
    }

    /// Takes a name away and leaves the node as it is.
    mutating func detach(_ name: [UInt8], from directory: NodeID, at time: Timestamp) {
        usedBytes -= Self.cost(of: name)
        nodes[directory]?.directory?.remove(name)
        hide(name, in: directory)
        touch(directory, time)
    }

    /// Hides what the system below has under a name.
    func mustHide(in directory: NodeID) -> Bool { nodes[directory]?.directory?.isComplete == false }

    private mutating func hide(_ name: [UInt8], in directory: NodeID) {
        if mustHide(in: directory) { nodes[directory]?.directory?.whiteouts.insert(name) }
    }

    mutating func touch(_ id: NodeID, _ time: Timestamp) {
        nodes[id]?.modificationTime = time
        nodes[id]?.changeTime = time
    }

    mutating func retain(_ id: NodeID) { nodes[id]?.openCount += 1 }

    mutating func release(_ id: NodeID) {
        nodes[id]?.openCount -= 1
        dropIfUnused(id)
    }

    private mutating func dropIfUnused(_ id: NodeID) {
        guard let node = nodes[id], node.linkCount == 0, node.openCount <= 0 else { return }
        usedBytes -= (node.content?.blockCount ?? 0) * FileContent.blockSize
        nodes[id] = nil
    }

    /// A copy for somebody else: without what is only held open.
    func snapshot(device: UInt64) -> FileStore {
        var copy = FileStore(limits: limits, device: device, at: .zero)
        copy.nodes = nodes.filter { $0.value.linkCount > 0 }
        for id in copy.nodes.keys { copy.nodes[id]?.openCount = 0 }
        copy.lastNode = lastNode
        copy.usedBytes = usedBytes
        for node in nodes.values where node.linkCount == 0 {
            copy.usedBytes -= (node.content?.blockCount ?? 0) * FileContent.blockSize
        }
        return copy
    }

    // MARK: - Content

    /// Changes the content of a file, and keeps count of its blocks.
    private mutating func change(_ id: NodeID, _ body: (inout FileContent) -> Void) {
        let before = nodes[id]?.content?.blockCount ?? 0
        if var content = nodes[id]?.content.take() {
            body(&content)
            usedBytes += (content.blockCount - before) * FileContent.blockSize
            nodes[id]?.content = consume content
        }
    }

    /// Fails unless the content of a regular file is here.
    private mutating func checkContent(_ id: NodeID) throws(Errno) {
        let node = try node(id)
        guard node.type == .regularFile else { throw .invalidArgument }
        if node.content == nil { throw want(.content(id)) }
    }

    mutating func read(_ id: NodeID, into buffers: inout ScatterBuffers, at offset: UInt64, _ time: Timestamp) throws(Errno)
        -> Int
    {
        try checkContent(id)
        let count = nodes[id]?.content?.read(into: &buffers, at: offset) ?? 0
        if count > 0 { noteAccess(id, time) }
        return count
    }

    /// As Linux does by default: the time of access is kept only where it would say something new.
    mutating func noteAccess(_ id: NodeID, _ time: Timestamp) {
        guard let node = nodes[id] else { return }
        let day = Timestamp.nanoseconds(86_400_000_000_000)
        if node.accessTime <= max(node.modificationTime, node.changeTime) || time - node.accessTime >= day {
            nodes[id]?.accessTime = time
        }
    }

    /// Writes what has room.
    ///
    /// - Parameter offset: `nil` for the end.
    /// - Returns: How many bytes, and where they end.
    mutating func write(
        _ id: NodeID, _ buffers: borrowing GatherBuffers, at offset: UInt64?, _ time: Timestamp
    ) throws(Errno) -> (count: Int, end: UInt64) {
        try checkContent(id)
        let start = offset ?? nodes[id]?.content?.size ?? 0
        let count = try room(id, start, buffers.byteCount)
        if count == 0 { return (0, start) }
        change(id) { content in
            var position = start
            buffers.visit(first: count) { bytes in
                content.write(bytes, at: position)
                position += UInt64(bytes.byteCount)
            }
        }
        touch(id, time)
        return (count, start + UInt64(count))
    }

    /// Writes what has room, and returns how much that was.
    mutating func write(_ id: NodeID, _ bytes: RawSpan, at start: UInt64, _ time: Timestamp) throws(Errno) -> Int {
        try checkContent(id)
        let count = try room(id, start, bytes.byteCount)
        change(id) { $0.write(bytes.extracting(0..<count), at: start) }
        touch(id, time)
        return count
    }

    /// How much of a write has room: all of it, or the part whose blocks are there or can be made.
    private func room(_ id: NodeID, _ start: UInt64, _ count: Int) throws(Errno) -> Int {
        guard let content = nodes[id]?.content else { throw .staleFileHandle }
        if count == 0 { return 0 }
        guard start < limits.maximumFileSize else { throw .fileTooLarge }
        let count = Int(clamping: min(UInt64(count), limits.maximumFileSize - start))
        let free = freeBlocks
        if content.missingBlocks(start, UInt64(count), limit: free + 1) <= free { return count }
        let block = UInt64(FileContent.blockSize)
        var end = start
        var left = free
        while end < start + UInt64(count) {
            if content.missingBlocks(end, 1, limit: 1) > 0 {
                if left == 0 { break }
                left -= 1
            }
            end = (end / block + 1) * block
        }
        let fitting = Int(min(end, start + UInt64(count)) - start)
        if fitting == 0 { throw .noSpace }
        return fitting
    }

    mutating func resize(_ id: NodeID, to size: UInt64, _ time: Timestamp) throws(Errno) {
        if size > limits.maximumFileSize { throw .fileTooLarge }
        // What is thrown away need not be fetched.
        if size == 0, nodes[id]?.type == .regularFile, nodes[id]?.content == nil { nodes[id]?.content = FileContent() }
        try checkContent(id)
        change(id) { $0.resize(to: size) }
        touch(id, time)
    }

    mutating func allocate(_ id: NodeID, _ offset: UInt64, _ length: UInt64, _ time: Timestamp) throws(Errno) {
        guard offset + length <= limits.maximumFileSize else { throw .fileTooLarge }
        try checkContent(id)
        let free = freeBlocks
        guard let missing = nodes[id]?.content?.missingBlocks(offset, length, limit: free + 1), missing <= free else {
            throw .noSpace
        }
        change(id) { $0.allocate(offset, length) }
        touch(id, time)
    }

    mutating func setTimes(_ id: NodeID, _ times: FileTimes, _ now: Timestamp) throws(Errno) {
        _ = try node(id)
        switch times.access {
        case .keep: break
        case .now: nodes[id]?.accessTime = now
        case .at(let time): nodes[id]?.accessTime = time
        }
        switch times.modification {
        case .keep: break
        case .now: nodes[id]?.modificationTime = now
        case .at(let time): nodes[id]?.modificationTime = time
        }
        nodes[id]?.changeTime = now
    }
}

extension Errno {
    /// That ``FileStore/wanted`` says what is missing. Never leaves this target.
    static var isWanted: Errno { Errno(rawValue: .max) }
}
