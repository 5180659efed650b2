// A system of our own: a store of keys and values, which a program sees as a directory with files.

import WASICore
import WASIRun

/// What is not here does not work, and need not: the program opens, reads and writes.
final class KeyValueSystem: PartialSystem {
    var values: [String: [UInt8]]
    private var open: [UInt32: (key: String, position: Int)] = [:]
    private var next: UInt32 = 4

    init(_ values: [String: [UInt8]]) { self.values = values }

    func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        guard fd.rawValue == 3 else { throw .badFileDescriptor }
        return Preopen(name: Array("/".utf8))
    }

    func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let key = String(repairing: path.bytes)
        if values[key] == nil, !options.contains(.create) { throw .noSuchFileOrDirectory }
        if values[key] == nil || options.contains(.truncate) { values[key] = [] }
        defer { next += 1 }
        open[next] = (key, 0)
        return Descriptor(rawValue: next)
    }

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        guard let file = open[fd.rawValue], let value = values[file.key] else { throw .badFileDescriptor }
        let rest = value[file.position...]
        let count = buffers.store(rest.span.bytes)
        open[fd.rawValue]?.position += count
        return count
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        var bytes: [UInt8] = []
        buffers.visit { bytes.append(copying: $0) }
        if fd == .standardOutput { print(String(decoding: bytes, as: UTF8.self), terminator: "") }
        if let file = open[fd.rawValue] { values[file.key]?.append(contentsOf: bytes) }
        return bytes.count
    }

    func close(_ fd: Descriptor) throws(Errno) { open[fd.rawValue] = nil }
}

nonisolated(unsafe) let store = KeyValueSystem(["greeting": Array("Hello from the store.\n".utf8)])
var command = WASICommand("Guests/greeting.wat")
command.makeSystem = { _ in store }
print(try command.run().status)
print("the value is now:", String(decoding: store.values["greeting"] ?? [], as: UTF8.self), terminator: "")

// It prints:
//
//     Hello from the store.
//     exited(0)
//     the value is now: Hello again.
