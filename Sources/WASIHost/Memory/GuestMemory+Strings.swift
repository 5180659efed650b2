import WASICore

extension GuestMemory {
    /// Stores strings one after the other, each with a NUL behind it, and a table of where they begin.
    mutating func store(_ strings: [String], table: UInt32, bytes: UInt32) throws(Errno) {
        let size = try StringsSize(strings)
        let pointers = try record(table, byteCount: strings.count &* 4)
        let text = unsafe try pointer(bytes, Int(size.byteCount))
        var position = 0
        for (index, string) in strings.enumerated() {
            // Inside: both ends of the text were checked.
            pointers.store(bytes &+ UInt32(truncatingIfNeeded: position), at: index &* 4)
            var string = string
            string.withUTF8 { utf8 in
                let place = unsafe UnsafeMutableRawBufferPointer(start: text + position, count: utf8.count)
                unsafe place.copyMemory(from: UnsafeRawBufferPointer(utf8))
                position += utf8.count
            }
            unsafe text.storeBytes(of: 0, toByteOffset: position, as: UInt8.self)
            position += 1
        }
    }

    /// Copies bytes to a place in the guest's memory.
    mutating func store(_ bytes: [UInt8], at address: UInt32) throws(Errno) {
        let place = unsafe try pointer(address, bytes.count)
        unsafe UnsafeMutableRawBufferPointer(start: place, count: bytes.count).copyBytes(from: bytes)
    }
}

/// The room that strings take in a guest's memory.
struct StringsSize {
    /// The number of strings.
    let count: UInt32
    /// The bytes of all of them, a NUL behind each.
    let byteCount: UInt32

    /// - Throws: ``WASICore/Errno/overflow`` if it does not fit into an i32.
    init(_ strings: [String]) throws(Errno) {
        guard let count = UInt32(exactly: strings.count),
            let byteCount = UInt32(exactly: strings.reduce(0) { $0 + $1.utf8.count + 1 })
        else { throw .overflow }
        self.count = count
        self.byteCount = byteCount
    }
}
