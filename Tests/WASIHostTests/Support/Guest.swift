import WASICore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@testable import WASIHost

/// A guest without an engine: a byte array for memory, and calls by name.
///
/// An access behind the memory ends the test run; see ``ByteMemory``.
final class Guest {
    let system = RecordingSystem()
    let memory: ByteMemory
    let context: HostContext
    private let functions: [HostFunction]

    /// What becomes of a call.
    enum Outcome: Equatable, CustomStringConvertible {
        case success
        case errno(Errno)
        /// The guest is left.
        case left(Interruption)

        var description: String {
            switch self {
            case .success: "success"
            case .errno(let errno): errno.name
            case .left(let interruption): "\(interruption)"
            }
        }
    }

    /// - Parameter real: The system that calls reach; by default ``system``.
    init(
        bytes count: Int = 65_536, functions: [HostFunction] = Preview1.functions, on real: (any SystemInterface)? = nil
    ) {
        memory = ByteMemory(count)
        context = HostContext(system: real ?? system, memory: GuestMemory(memory))
        self.functions = functions
    }

    /// Calls a function. The halves of slots that an i32 does not fill hold rubbish, as they may in an engine.
    func call(_ name: String, _ values: UInt64...) -> Outcome {
        guard let function = functions.first(where: { $0.name == name }) else { fatalError("no function \(name)") }
        return call(function, values)
    }

    func call(_ function: HostFunction, _ values: [UInt64]) -> Outcome {
        precondition(values.count == function.type.parameters.count, "\(function.name) takes \(function.type)")
        let slots = UnsafeMutablePointer<HostValue>.allocate(capacity: max(1, values.count))
        defer { slots.deallocate() }
        slots[0] = HostValue(.max)
        for (index, type) in function.type.parameters.enumerated() {
            slots[index] = HostValue(type == .i32 ? values[index] & 0xFFFF_FFFF | 0xDEAD_BEEF << 32 : values[index])
        }
        guard function.call(HostArguments(slots: slots), in: context) else {
            guard let reason = context.takeInterruption(of: function) else { fatalError("left for no reason") }
            return .left(reason)
        }
        guard !function.type.results.isEmpty else { return .success }
        return slots[0].bits == 0 ? .success : .errno(Errno(rawValue: UInt16(slots[0].bits)))
    }

    /// The lines of the calls that reached the system since the last look.
    func calls() -> [String] {
        defer { system.forgetCalls() }
        return system.calls
    }

    // MARK: Memory

    /// Little-endian numbers.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ address: Int, as type: Number.Type) -> Number {
        memory.bytes.loadUnaligned(fromByteOffset: address, as: type).littleEndian
    }
    func u8(_ address: Int) -> UInt8 { number(address, as: UInt8.self) }
    func u16(_ address: Int) -> UInt16 { number(address, as: UInt16.self) }
    func u32(_ address: Int) -> UInt32 { number(address, as: UInt32.self) }
    func u64(_ address: Int) -> UInt64 { number(address, as: UInt64.self) }

    func store<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at address: Int) {
        memory.bytes.storeBytes(of: number.littleEndian, toByteOffset: address, as: Number.self)
    }

    func store(_ text: String, at address: Int) {
        store(Array(text.utf8), at: address)
    }

    func store(_ source: [UInt8], at address: Int) {
        for (index, byte) in source.enumerated() { memory.bytes[address + index] = byte }
    }

    /// Vectors, one after the other.
    func store(vectors: [(base: UInt32, count: UInt32)], at address: Int) {
        for (index, vector) in vectors.enumerated() {
            store(vector.base, at: address + index * 8)
            store(vector.count, at: address + index * 8 + 4)
        }
    }

    func bytes(_ range: Range<Int>) -> [UInt8] { Array(memory.bytes[range]) }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes(range), as: UTF8.self) }
}

/// Memory with guard bytes before it and an inaccessible page behind it.
final class ByteMemory: MemorySource {
    private static let pageSize = 65_536
    private static let guardByte: UInt8 = 0xC5

    private let base: UnsafeMutableRawPointer
    private let whole: UnsafeMutableRawBufferPointer
    private let start: Int
    /// What is accessible.
    private(set) var bytes: UnsafeMutableRawBufferPointer
    /// How often place and size were asked for.
    private(set) var lookCount = 0

    init(_ count: Int, capacity: Int? = nil) {
        let capacity = capacity ?? count
        let accessible = Self.pageSize + (capacity + Self.pageSize - 1) / Self.pageSize * Self.pageSize
        let base = mmap(
            nil, accessible + Self.pageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let base, base != MAP_FAILED, mprotect(base + accessible, Self.pageSize, PROT_NONE) == 0 else {
            fatalError("no memory of \(capacity) bytes")
        }
        self.base = base
        whole = UnsafeMutableRawBufferPointer(start: base, count: accessible + Self.pageSize)
        start = accessible - capacity
        memset(base, Int32(Self.guardByte), start)
        memset(base + start + count, Int32(Self.guardByte), capacity - count)
        bytes = UnsafeMutableRawBufferPointer(start: base + start, count: count)
    }

    deinit { munmap(base, whole.count) }

    var region: MemoryRegion {
        lookCount += 1
        return MemoryRegion(base: bytes.baseAddress, count: bytes.count)
    }

    /// Makes the memory larger, within its capacity.
    func grow(to count: Int) { bytes = UnsafeMutableRawBufferPointer(start: base + start, count: count) }

    /// Whether nothing was written before the memory.
    var guardsAreIntact: Bool { whole[..<start].allSatisfy { $0 == Self.guardByte } }
}

/// A guest without memory.
final class NoMemory: MemorySource {
    var region: MemoryRegion { MemoryRegion(base: nil, count: 0) }
}
