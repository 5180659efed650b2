/// Writes messages in the wire form of protocol buffers.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// A number; 0, the default, is left out.
    mutating func write(_ field: UInt64, _ value: Int64) {
        guard value != 0 else { return }
        varint(field << 3)
        varint(UInt64(bitPattern: value))
    }

    mutating func write(_ field: UInt64, _ text: String) {
        write(field, Array(text.utf8))
    }

    mutating func write(_ field: UInt64, _ content: [UInt8]) {
        varint(field << 3 | 2)
        varint(UInt64(content.count))
        bytes += content
    }

    mutating func write(_ field: UInt64, _ build: (inout ProtobufWriter) -> Void) {
        var message = ProtobufWriter()
        build(&message)
        write(field, message.bytes)
    }

    /// Several numbers of one field.
    mutating func writePacked(_ field: UInt64, _ values: [Int64]) {
        guard !values.isEmpty else { return }
        write(field) { message in
            for value in values { message.varint(UInt64(bitPattern: value)) }
        }
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
