import WASICore

/// Writes fields into a line, as text or as JSON.
///
/// Nothing that a guest has chosen is written raw: of its bytes, only printable ASCII is.
struct TraceWriter {
    let buffer: TraceBuffer
    let isJSON: Bool
    let stringSize: Int
    /// Whether nothing stands in front of the next field.
    private var isFirst = true
    /// How deep in structures and lists; text names the fields of structures only.
    private var isNamed = false

    init(isJSON: Bool, stringSize: Int, buffer: TraceBuffer = TraceBuffer()) {
        self.isJSON = isJSON
        self.stringSize = stringSize
        self.buffer = buffer
    }

    /// Begins a line.
    mutating func clear() {
        buffer.truncate()
        isFirst = true
        isNamed = false
    }

    @inline(__always)
    func raw(_ text: StaticString) { buffer.append(text) }

    func decimal(_ value: UInt64, digits: Int = 1) { buffer.append(decimal: value, digits: digits) }

    /// The result stands by itself.
    mutating func beginResult() { isFirst = true }

    /// Puts what separates and names a field.
    mutating func name(_ name: StaticString) {
        if !isFirst { raw(isJSON ? "," : ", ") }
        isFirst = false
        if isJSON {
            raw("\"")
            raw(name)
            raw("\":")
        } else if isNamed {
            raw(name)
            raw("=")
        }
    }

    /// Puts what separates an element of a list.
    mutating func element() {
        if !isFirst { raw(isJSON ? "," : ", ") }
        isFirst = false
    }

    mutating func structure(_ body: (inout TraceWriter) -> Void) {
        let (first, named) = (isFirst, isNamed)
        (isFirst, isNamed) = (true, true)
        raw("{")
        body(&self)
        raw("}")
        (isFirst, isNamed) = (first, named)
    }

    mutating func list(_ body: (inout TraceWriter) -> Void) {
        let (first, named) = (isFirst, isNamed)
        (isFirst, isNamed) = (true, false)
        raw("[")
        body(&self)
        raw("]")
        (isFirst, isNamed) = (first, named)
    }

    func number(_ value: UInt64) { decimal(value) }

    func number(_ value: Int64) {
        if value < 0 { raw("-") }
        decimal(value.magnitude)
    }

    /// Seconds with nine digits behind the point in text, nanoseconds in JSON.
    func time(_ time: Timestamp) {
        if isJSON { return decimal(time.rawValue) }
        decimal(time.seconds)
        raw(".")
        decimal(time.subsecondNanoseconds, digits: 9)
    }

    /// A word of the specification.
    func word(_ word: StaticString) {
        if isJSON { raw("\"") }
        raw(word)
        if isJSON { raw("\"") }
    }

    func flag(_ value: Bool) { raw(value ? "true" : "false") }

    /// Names of bits, joined with `|`; `0` for none. Where most are set, those that are not, as `~[…]`.
    func flags(_ value: UInt64, _ names: [StaticString]) {
        if isJSON { raw("\"") }
        defer { if isJSON { raw("\"") } }
        let all: UInt64 = names.count < 64 ? (1 << UInt64(names.count)) - 1 : .max
        if value == 0 { return raw("0") }
        if names.count > 8, value == all { return raw("all") }
        let isInverted = names.count > 8 && value & ~all == 0 && value.nonzeroBitCount * 2 > names.count
        if isInverted { raw("~[") }
        var rest = isInverted ? all & ~value : value
        var isFirst = true
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            if !isFirst { raw("|") }
            isFirst = false
            if bit < names.count {
                raw(names[bit])
            } else {
                raw("0x")
                buffer.append(String(UInt64(1) << UInt64(bit), radix: 16))
            }
            rest &= rest - 1
        }
        if isInverted { raw("]") }
    }

    /// Bytes without quotes around them.
    func escaped(_ byte: UInt8) {
        switch byte {
        case 0x22: raw("\\\"")
        case 0x5c: raw("\\\\")
        case 0x0a: raw("\\n")
        case 0x0d: raw("\\r")
        case 0x09: raw("\\t")
        case 0x20..<0x7f: buffer.append(byte)
        default:
            raw(isJSON ? "\\u00" : "\\x")
            hexadecimal(byte >> 4)
            hexadecimal(byte & 15)
        }
    }

    private func hexadecimal(_ digit: UInt8) { buffer.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }

    func quoted(_ text: String) {
        raw("\"")
        for byte in text.utf8 { escaped(byte) }
        raw("\"")
    }

    func quoted(_ text: [UInt8]) {
        raw("\"")
        for byte in text { escaped(byte) }
        raw("\"")
    }

    /// All of it, up to what no host takes for a path.
    func quoted(_ span: RawSpan, limit: Int = 4096) {
        raw("\"")
        append(span, limit: limit)
        raw("\"")
        if span.byteCount > limit, !isJSON { raw("...") }
    }

    private func append(_ span: RawSpan, limit: Int) {
        for offset in 0..<min(span.byteCount, limit) {
            escaped(span.byte(at: offset))
        }
    }

    /// The first bytes of what a call has moved.
    func quoted(_ buffers: TransferBuffers, first count: Int) {
        raw("\"")
        var left = min(count, stringSize)
        // What a guest chooses can be a thousand segments; those behind the first few bytes are not looked at.
        buffers.visit(first: left) { span in
            let length = min(span.byteCount, left)
            append(span, limit: length)
            left -= length
        }
        raw("\"")
        if count > stringSize, !isJSON { raw("...") }
    }
}
