import WASICore

/// The guest's descriptors, by number.
///
/// Numbers are given lowest first, as POSIX does. The table grows with what is open, never with a number that a guest names.
@safe
struct FileTable: ~Copyable {
    /// How many descriptors may be open at once.
    let maximum: Int
    /// How many are.
    private(set) var count = 0

    // Slots below `capacity` are initialized; a free one has the host descriptor -1.
    private var slots: UnsafeMutablePointer<OpenFile>
    private(set) var capacity: Int
    /// No slot below it is free.
    private var firstFree = 0

    private static let vacant = OpenFile(host: -1, type: .unknown, rights: [])

    init(maximum: Int) {
        // Descriptors are 32-bit numbers.
        self.maximum = min(max(maximum, 0), Int(Int32.max))
        capacity = 16
        unsafe slots = .allocate(capacity: capacity)
        unsafe slots.initialize(repeating: Self.vacant, count: capacity)
    }

    deinit {
        for index in 0..<capacity where unsafe slots[index].host >= 0 && !slots[index].isHostShared {
            _ = OwnedDescriptor(taking: unsafe slots[index].host)
        }
        unsafe slots.deallocate()
    }

    /// What is open under a number, if it has all of `rights`.
    ///
    /// - Throws: ``WASICore/Errno/badFileDescriptor``, ``WASICore/Errno/notCapable``.
    @inline(__always)
    func file(_ fd: Descriptor, rights: Rights = []) throws(Errno) -> OpenFile {
        let file = unsafe slots[try index(fd)]
        guard file.rights.isSuperset(of: rights) else { throw .notCapable }
        return file
    }

    /// The place of an open descriptor.
    @inline(__always)
    private func index(_ fd: Descriptor) throws(Errno) -> Int {
        let index = Int(fd.rawValue)
        guard index < capacity, unsafe slots[index].host >= 0 else { throw .badFileDescriptor }
        return index
    }

    /// Changes what is known of an open descriptor. The host descriptor must stay the same.
    @inline(__always)
    mutating func update(_ fd: Descriptor, _ change: (inout OpenFile) -> Void) throws(Errno) {
        unsafe change(&slots[try index(fd)])
    }

    /// Fails unless one more descriptor has room: to be asked before the host opens anything.
    ///
    /// - Throws: ``WASICore/Errno/tooManyOpenFiles``.
    func checkRoom() throws(Errno) {
        if count >= maximum { throw .tooManyOpenFiles }
    }

    /// Gives a file the lowest free number, and takes over its host descriptor.
    ///
    /// - Throws: ``WASICore/Errno/tooManyOpenFiles``; the descriptor is closed then.
    mutating func insert(_ descriptor: consuming OwnedDescriptor, _ file: OpenFile) throws(Errno) -> Descriptor {
        try checkRoom()
        return add(file, host: descriptor.release())
    }

    /// Gives a file the lowest free number whose host descriptor is the process's.
    ///
    /// - Throws: ``WASICore/Errno/tooManyOpenFiles``.
    mutating func insert(sharedHost host: Int32, _ file: OpenFile) throws(Errno) {
        try checkRoom()
        var file = file
        file.isHostShared = true
        _ = add(file, host: host)
    }

    private mutating func add(_ file: OpenFile, host: Int32) -> Descriptor {
        while firstFree < capacity, unsafe slots[firstFree].host >= 0 { firstFree += 1 }
        if firstFree == capacity { grow() }
        var file = file
        file.host = host
        let index = firstFree
        unsafe slots[index] = file
        count += 1
        firstFree += 1
        return Descriptor(rawValue: UInt32(truncatingIfNeeded: index))
    }

    /// Frees a number, and hands out what was open under it; the caller closes the host descriptor.
    mutating func remove(_ fd: Descriptor) throws(Errno) -> OpenFile {
        let index = try index(fd)
        let file = unsafe slots[index]
        unsafe slots[index] = Self.vacant
        count -= 1
        firstFree = min(firstFree, index)
        return file
    }

    /// Moves a file to a number that is open, and hands out what was open under it; the caller closes its host descriptor.
    ///
    /// - Returns: `nil` if both numbers are the same and nothing is to be done.
    mutating func move(_ fd: Descriptor, to target: Descriptor) throws(Errno) -> OpenFile? {
        let from = try index(fd)
        let to = try index(target)
        if from == to { return nil }
        let replaced = unsafe slots[to]
        unsafe slots[to] = slots[from]
        unsafe slots[from] = Self.vacant
        count -= 1
        firstFree = min(firstFree, from)
        return replaced
    }

    /// Shows the descriptors of the grants that are still open, lowest first.
    func visitPreopens(_ body: (Descriptor, OpenFile) -> Void) {
        for index in 0..<capacity where unsafe slots[index].host >= 0 && slots[index].isPreopen {
            body(Descriptor(rawValue: UInt32(truncatingIfNeeded: index)), unsafe slots[index])
        }
    }

    // At most twice what is open, and `insert` has checked that against `maximum`.
    private mutating func grow() {
        let larger = UnsafeMutablePointer<OpenFile>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: slots, count: capacity)
        unsafe (larger + capacity).initialize(repeating: Self.vacant, count: capacity)
        unsafe slots.deallocate()
        unsafe slots = larger
        capacity *= 2
    }
}
