/// A profile in pprof's form, read back: as much of `profile.proto` as tests look at.
public struct PprofProfile {
    public struct Sample: Equatable {
        /// The names of the functions, innermost first.
        public var stack: [String]
        /// The values by the names of their types.
        public var values: [String: Int64]
        public var labels: [String: String]

        public init(stack: [String], values: [String: Int64], labels: [String: String]) {
            (self.stack, self.values, self.labels) = (stack, values, labels)
        }
    }

    /// `cpu/nanoseconds`, in their order.
    public var types: [String] = []
    public var samples: [Sample] = []
    public var functions: [String] = []
    public var systemNames: [String] = []
    public var comments: [String] = []
    public var defaultType = ""
    public var period: Int64 = 0
    public var duration: Int64 = 0
    public var time: Int64 = 0

    /// Reads a profile that is not compressed; `nil` for what is none.
    public init?(_ bytes: [UInt8]) {
        guard let fields = PprofProfile.fields(bytes) else { return nil }
        var table: [String] = []
        for case (6, .bytes(let text)) in fields { table.append(String(decoding: text, as: UTF8.self)) }
        guard table.first == "" else { return nil }
        func text(_ number: Int64) -> String { table.indices.contains(Int(number)) ? table[Int(number)] : "(no text)" }

        var names: [Int64: String] = [:]
        for case (5, .bytes(let message)) in fields {
            guard let parts = PprofProfile.fields(message) else { return nil }
            let number = PprofProfile.number(parts, 1)
            names[number] = text(PprofProfile.number(parts, 2))
            functions.append(text(PprofProfile.number(parts, 2)))
            systemNames.append(text(PprofProfile.number(parts, 3)))
        }
        var places: [Int64: String] = [:]
        for case (4, .bytes(let message)) in fields {
            guard let parts = PprofProfile.fields(message) else { return nil }
            for case (4, .bytes(let line)) in parts {
                guard let line = PprofProfile.fields(line) else { return nil }
                places[PprofProfile.number(parts, 1)] = names[PprofProfile.number(line, 1)]
            }
        }
        var valueNames: [String] = []
        for case (1, .bytes(let message)) in fields {
            guard let parts = PprofProfile.fields(message) else { return nil }
            valueNames.append(text(PprofProfile.number(parts, 1)))
            types.append(text(PprofProfile.number(parts, 1)) + "/" + text(PprofProfile.number(parts, 2)))
        }
        for case (2, .bytes(let message)) in fields {
            guard let parts = PprofProfile.fields(message) else { return nil }
            var sample = Sample(stack: [], values: [:], labels: [:])
            for part in parts {
                guard case (let field, .bytes(let content)) = part else { return nil }
                switch field {
                case 1: sample.stack = (PprofProfile.numbers(content) ?? []).map { places[$0] ?? "(no function)" }
                case 2:
                    for (name, value) in zip(valueNames, PprofProfile.numbers(content) ?? []) { sample.values[name] = value }
                case 3:
                    guard let label = PprofProfile.fields(content) else { return nil }
                    sample.labels[text(PprofProfile.number(label, 1))] = text(PprofProfile.number(label, 2))
                default: return nil
                }
            }
            samples.append(sample)
        }
        for case (13, .bytes(let numbers)) in fields { comments += (PprofProfile.numbers(numbers) ?? []).map(text) }
        defaultType = text(PprofProfile.number(fields, 14))
        period = PprofProfile.number(fields, 12)
        duration = PprofProfile.number(fields, 10)
        time = PprofProfile.number(fields, 9)
    }

    /// The value of all samples in whose innermost function, or in any, a function is.
    public func total(_ value: String, in function: String? = nil, anywhere: Bool = false) -> Int64 {
        samples.reduce(0) { total, sample in
            let counts = function.map { anywhere ? sample.stack.contains($0) : sample.stack.first == $0 } ?? true
            return counts ? total + (sample.values[value] ?? 0) : total
        }
    }

    // MARK: The wire form

    private enum Value {
        case number(Int64)
        case bytes([UInt8])
    }

    private static func number(_ fields: [(Int, Value)], _ wanted: Int) -> Int64 {
        for case (wanted, .number(let number)) in fields { return number }
        return 0
    }

    private static func numbers(_ bytes: [UInt8]) -> [Int64]? {
        var rest = bytes[...]
        var numbers: [Int64] = []
        while !rest.isEmpty {
            guard let number = varint(&rest) else { return nil }
            numbers.append(Int64(bitPattern: number))
        }
        return numbers
    }

    private static func fields(_ bytes: [UInt8]) -> [(Int, Value)]? {
        var rest = bytes[...]
        var fields: [(Int, Value)] = []
        while !rest.isEmpty {
            guard let tag = varint(&rest) else { return nil }
            switch tag & 7 {
            case 0:
                guard let number = varint(&rest) else { return nil }
                fields.append((Int(tag >> 3), .number(Int64(bitPattern: number))))
            case 2:
                guard let length = varint(&rest), length <= UInt64(rest.count) else { return nil }
                fields.append((Int(tag >> 3), .bytes(Array(rest.prefix(Int(length))))))
                rest = rest.dropFirst(Int(length))
            default: return nil
            }
        }
        return fields
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
