import WASICore

/// What is kept of a few sockets besides what every descriptor has.
final class SocketMemory {
    /// The local name that the guest has bound it to; shared with the connections that it accepts.
    var name: BoundName?
    /// The local name that the guest has connected it to.
    var peer: UnixSocketName?
    /// How long closing waits for what is unsent; `nil` for not at all.
    var linger: Timestamp?
    /// Who has sent to it.
    var correspondents: Correspondents?
}

/// A local name that the host knows in another form than the guest.
final class BoundName {
    /// In the guest's eyes.
    let guest: UnixSocketName
    /// In the host's.
    let host: [UInt8]
    /// The directory that the host's form leads through: open as long as the name is in use, so that no other has that form.
    private let directory: OwnedDescriptor

    init(guest: UnixSocketName, host: [UInt8], in directory: consuming OwnedDescriptor) {
        self.guest = guest
        self.host = host
        self.directory = directory
    }
}

/// The memories of a system's sockets, by index; each is let go of with its descriptor.
struct SocketMemories {
    private var memories: [SocketMemory?] = []
    private var free: [Int32] = []

    /// How many there are.
    var count: Int { memories.count - free.count }

    subscript(_ index: Int32) -> SocketMemory? {
        index >= 0 && Int(index) < memories.count ? memories[Int(index)] : nil
    }

    mutating func insert(_ memory: SocketMemory) -> Int32 {
        if let index = free.popLast() {
            memories[Int(index)] = memory
            return index
        }
        memories.append(memory)
        return Int32(truncatingIfNeeded: memories.count - 1)
    }

    mutating func remove(_ index: Int32) -> SocketMemory? {
        guard let memory = self[index] else { return nil }
        memories[Int(index)] = nil
        free.append(index)
        return memory
    }

    /// The guest's name of one that the host knows.
    func guestName(ofHost name: [UInt8]) -> UnixSocketName? {
        for memory in memories {
            if let bound = memory?.name, bound.host == name { return bound.guest }
        }
        return nil
    }
}

extension UnixSystem {
    /// The memory of a socket, made if need be.
    func socketMemory(of fd: Descriptor) throws(Errno) -> SocketMemory {
        if let memory = socketMemories[try table.file(fd).memory] { return memory }
        let memory = SocketMemory()
        let index = socketMemories.insert(memory)
        try table.update(fd) { $0.memory = index }
        return memory
    }
}
