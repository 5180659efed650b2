import WASICore

// The calls on descriptors, and the smaller families.
extension Guest {
    /// The root directory, where a case has asked for one.
    var root: Descriptor { Descriptor(rawValue: 3) }
    /// A number under which nothing is open.
    var unopened: Descriptor { Descriptor(rawValue: 1000) }

    func close(_ fd: Descriptor, file: String = #fileID, line: Int = #line) throws {
        try call("closing \(fd)", file, line) { () throws(Errno) in try system.close(fd) }
    }

    func status(of fd: Descriptor, file: String = #fileID, line: Int = #line) throws -> DescriptorStatus {
        try call("asking for the status of \(fd)", file, line) { () throws(Errno) in try system.status(of: fd) }
    }

    func setFlags(
        _ flags: DescriptorFlags, of fd: Descriptor, file: String = #fileID, line: Int = #line
    ) throws {
        try call("setting the flags of \(fd) to \(flags.rawValue)", file, line) { () throws(Errno) in
            try system.setFlags(flags, of: fd)
        }
    }

    func restrict(
        _ fd: Descriptor, to rights: Rights, inheriting: Rights = [], file: String = #fileID, line: Int = #line
    ) throws {
        try call("restricting the rights of \(fd)", file, line) { () throws(Errno) in
            try system.restrictRights(of: fd, to: rights, inheriting: inheriting)
        }
    }

    /// Takes rights away.
    func drop(_ rights: Rights, from fd: Descriptor, file: String = #fileID, line: Int = #line) throws {
        let status = try status(of: fd, file: file, line: line)
        try restrict(
            fd, to: status.rights.subtracting(rights), inheriting: status.inheriting, file: file, line: line)
    }

    func renumber(_ fd: Descriptor, to target: Descriptor, file: String = #fileID, line: Int = #line) throws {
        try call("renumbering \(fd) to \(target)", file, line) { () throws(Errno) in
            try system.renumber(fd, to: target)
        }
    }

    func attributes(of fd: Descriptor, file: String = #fileID, line: Int = #line) throws -> FileAttributes {
        try call("asking for the attributes of \(fd)", file, line) { () throws(Errno) in
            try system.attributes(of: fd)
        }
    }

    func resize(_ fd: Descriptor, to size: FileSize, file: String = #fileID, line: Int = #line) throws {
        try call("resizing \(fd) to \(size)", file, line) { () throws(Errno) in try system.resize(fd, to: size) }
    }

    func allocate(
        _ fd: Descriptor, at offset: FileSize, length: FileSize, file: String = #fileID, line: Int = #line
    ) throws {
        try call("allocating \(length) bytes of \(fd) at \(offset)", file, line) { () throws(Errno) in
            try system.allocate(fd, at: offset, length: length)
        }
    }

    func advise(
        _ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize, file: String = #fileID,
        line: Int = #line
    ) throws {
        try call("advising \(advice) on \(fd) at \(offset), \(length)", file, line) { () throws(Errno) in
            try system.advise(fd, advice, at: offset, length: length)
        }
    }

    func sync(_ fd: Descriptor, file: String = #fileID, line: Int = #line) throws {
        try call("syncing \(fd)", file, line) { () throws(Errno) in try system.sync(fd) }
    }

    func syncData(_ fd: Descriptor, file: String = #fileID, line: Int = #line) throws {
        try call("syncing the data of \(fd)", file, line) { () throws(Errno) in try system.syncData(fd) }
    }

    func setTimes(_ times: FileTimes, of fd: Descriptor, file: String = #fileID, line: Int = #line) throws {
        try call("setting the times of \(fd)", file, line) { () throws(Errno) in try system.setTimes(times, of: fd) }
    }

    func seek(
        _ fd: Descriptor, by offset: FileOffset, from whence: Whence, file: String = #fileID, line: Int = #line
    ) throws -> FileSize {
        try call("seeking \(fd) by \(offset) from \(whence)", file, line) { () throws(Errno) in
            try system.seek(fd, by: offset, from: whence)
        }
    }

    func position(of fd: Descriptor, file: String = #fileID, line: Int = #line) throws -> FileSize {
        try call("asking for the position of \(fd)", file, line) { () throws(Errno) in try system.position(of: fd) }
    }

    func preopen(_ fd: Descriptor, file: String = #fileID, line: Int = #line) throws -> Preopen {
        try call("asking for the preopen \(fd)", file, line) { () throws(Errno) in try system.preopen(fd) }
    }

    func read(_ fd: Descriptor, _ count: Int = 256, file: String = #fileID, line: Int = #line) throws -> String {
        try read(fd, [count], file: file, line: line)
    }

    /// Reads into several buffers.
    func read(_ fd: Descriptor, _ counts: [Int], file: String = #fileID, line: Int = #line) throws -> String {
        let (bytes, count) = try call("reading from \(fd)", file, line) { () throws(Errno) in
            try withScatterBuffers(counts) { buffers throws(Errno) in try system.read(fd, into: &buffers) }
        }
        return try text(bytes, count, file, line)
    }

    func read(
        _ fd: Descriptor, _ count: Int, at offset: FileSize, file: String = #fileID, line: Int = #line
    ) throws -> String {
        let (bytes, count) = try call("reading from \(fd) at \(offset)", file, line) { () throws(Errno) in
            try withScatterBuffers([count]) { buffers throws(Errno) in
                try system.read(fd, into: &buffers, at: offset)
            }
        }
        return try text(bytes, count, file, line)
    }

    private func text(_ bytes: [UInt8], _ count: Int, _ file: String, _ line: Int) throws -> String {
        try expect(
            (0...bytes.count).contains(count),
            "no more than the \(bytes.count) bytes that have room can be read, not \(count)",
            file: file, line: line)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    @discardableResult
    func write(_ fd: Descriptor, _ text: String, file: String = #fileID, line: Int = #line) throws -> Int {
        try write(fd, [Array(text.utf8)], file: file, line: line)
    }

    /// Writes from several buffers.
    @discardableResult
    func write(_ fd: Descriptor, _ parts: [[UInt8]], file: String = #fileID, line: Int = #line) throws -> Int {
        try call("writing to \(fd)", file, line) { () throws(Errno) in
            try withGatherBuffers(parts) { buffers throws(Errno) in try system.write(fd, from: buffers) }
        }
    }

    @discardableResult
    func write(
        _ fd: Descriptor, _ text: String, at offset: FileSize, file: String = #fileID, line: Int = #line
    ) throws -> Int {
        try call("writing to \(fd) at \(offset)", file, line) { () throws(Errno) in
            try withGatherBuffers([Array(text.utf8)]) { buffers throws(Errno) in
                try system.write(fd, from: buffers, at: offset)
            }
        }
    }

    func time(of clock: Clock = .monotonic, file: String = #fileID, line: Int = #line) throws -> Timestamp {
        try call("asking for the time of \(clock)", file, line) { () throws(Errno) in
            try system.time(of: clock, precision: .zero)
        }
    }

    func resolution(of clock: Clock, file: String = #fileID, line: Int = #line) throws -> Timestamp {
        try call("asking for the resolution of \(clock)", file, line) { () throws(Errno) in
            try system.resolution(of: clock)
        }
    }

    func raise(_ signal: Signal, file: String = #fileID, line: Int = #line) throws -> SignalAction {
        try call("raising \(signal)", file, line) { () throws(Errno) in try system.raise(signal) }
    }

    func yield(file: String = #fileID, line: Int = #line) throws {
        try call("yielding", file, line) { () throws(Errno) in try system.yield() }
    }

    func randomBytes(_ count: Int, file: String = #fileID, line: Int = #line) throws -> [UInt8] {
        try call("asking for \(count) random bytes", file, line) { () throws(Errno) in
            try WASIConformance.randomBytes(system, count)
        }
    }
}
