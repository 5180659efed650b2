import WASICore

/// Descriptors by number. Numbers are given lowest first, as POSIX does; the table grows with what is open, never with a number that
/// a guest names.
struct DescriptorTable<Entry> {
    /// How many may be open at once.
    let maximum: Int
    private(set) var count = 0
    private var slots: [Entry?] = []
    /// No slot below it is free.
    private var firstFree = 0

    init(maximum: Int) { self.maximum = min(max(maximum, 0), Int(Int32.max)) }

    subscript(_ fd: Descriptor) -> Entry? {
        get { Int(fd.rawValue) < slots.count ? slots[Int(fd.rawValue)] : nil }
        set { if Int(fd.rawValue) < slots.count, slots[Int(fd.rawValue)] != nil { slots[Int(fd.rawValue)] = newValue } }
    }

    /// Fails unless one more has room.
    func checkRoom() throws(Errno) { if count >= maximum { throw .tooManyOpenFiles } }

    /// Gives an entry the lowest free number.
    mutating func insert(_ entry: Entry) throws(Errno) -> Descriptor {
        try checkRoom()
        while firstFree < slots.count, slots[firstFree] != nil { firstFree += 1 }
        if firstFree == slots.count { slots.append(nil) }
        slots[firstFree] = entry
        count += 1
        firstFree += 1
        return Descriptor(rawValue: UInt32(truncatingIfNeeded: firstFree - 1))
    }

    /// Takes an entry out.
    mutating func remove(_ fd: Descriptor) throws(Errno) -> Entry {
        guard let entry = self[fd] else { throw .badFileDescriptor }
        let index = Int(fd.rawValue)
        slots[index] = nil
        firstFree = min(firstFree, index)
        count -= 1
        return entry
    }

    /// Gives an entry the number of another one, and returns that; `nil` if it has the number already.
    mutating func move(_ fd: Descriptor, to target: Descriptor) throws(Errno) -> Entry? {
        guard let entry = self[fd], let replaced = self[target] else { throw .badFileDescriptor }
        if fd == target { return nil }
        _ = try remove(fd)
        slots[Int(target.rawValue)] = entry
        return replaced
    }

    /// Visits what is open.
    func visit(_ body: (Descriptor, Entry) -> Void) {
        for (index, entry) in slots.enumerated() {
            if let entry { body(Descriptor(rawValue: UInt32(truncatingIfNeeded: index)), entry) }
        }
    }
}
