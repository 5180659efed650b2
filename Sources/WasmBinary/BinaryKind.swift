/// What a file's first bytes say that it is.
public enum BinaryKind: Hashable, Sendable, CustomStringConvertible {
    /// A core module, in binary form and the current version.
    case module
    /// A component (WASI 0.2 and later), which contains core modules.
    case component
    /// The text form of a module or, if so, of a component.
    case text(component: Bool)
    /// The start of a WebAssembly file that ends before its version.
    case truncated
    /// WebAssembly of a version that this reader does not know.
    case unknownVersion(UInt32)
    /// No bytes at all.
    case empty
    /// Something else, with its name and article: "an ELF executable".
    case other(String)

    /// Looks at the first bytes of a file; of text, as many as there are comments before its first parenthesis.
    public init(of bytes: borrowing Span<UInt8>) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        if bytes.starts(with: [0x00, 0x61, 0x73, 0x6d]) {
            guard bytes.count >= 8 else {
                self = .truncated
                return
            }
            let version = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[4 + $1]) << UInt32(8 * $1) }
            switch version {
            case 1: self = .module
            // The upper half is the layer: 1 stands for components, whatever their version.
            case _ where version >> 16 == 1: self = .component
            default: self = .unknownVersion(version)
            }
        } else if bytes.count < 4, bytes[0] == 0, [0x00, 0x61, 0x73].starts(with: bytes.prefixArray(3)) {
            self = .truncated
        } else if let name = foreignFormat(of: bytes) {
            self = .other(name)
        } else if let isComponent = textForm(of: bytes) {
            self = .text(component: isComponent)
        } else if looksLikeText(bytes) {
            self = .other("a text file of another kind")
        } else {
            self = .other("data of an unknown kind")
        }
    }

    /// The kind with its article, as messages show it: "a component".
    public var description: String {
        switch self {
        case .module: "a core module"
        case .component: "a component"
        case .text(component: false): "a module in text form"
        case .text(component: true): "a component in text form"
        case .truncated: "the beginning of a WebAssembly file"
        case .unknownVersion(let version): "WebAssembly of the unknown version \(version)"
        case .empty: "empty"
        case .other(let name): name
        }
    }
}

/// Whether the bytes are WebAssembly text, which starts with a parenthesis after white space and comments.
///
/// - Returns: `nil` if they are not; otherwise, whether the text is a component's.
private func textForm(of bytes: borrowing Span<UInt8>) -> Bool? {
    var offset = 0
    var depth = 0
    while offset < bytes.count {
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        switch (bytes[offset], next) {
        case (UInt8(ascii: "("), UInt8(ascii: ";")):
            depth += 1
            offset += 2
        case (UInt8(ascii: ";"), UInt8(ascii: ")")) where depth > 0:
            depth -= 1
            offset += 2
        case _ where depth > 0: offset += 1
        case (UInt8(ascii: ";"), UInt8(ascii: ";")):
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        case (UInt8(ascii: " "), _), (UInt8(ascii: "\t"), _), (UInt8(ascii: "\r"), _), (UInt8(ascii: "\n"), _): offset += 1
        case (UInt8(ascii: "("), _):
            offset += 1
            while offset < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[offset]) { offset += 1 }
            return bytes.contains("component", at: offset)
        default: return nil
        }
    }
    return nil
}

/// Whether the beginning has no control characters but those of text.
private func looksLikeText(_ bytes: borrowing Span<UInt8>) -> Bool {
    for offset in 0..<min(bytes.count, 512) {
        let byte = bytes[offset]
        if byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].contains(byte) || byte == 0x7f { return false }
    }
    return true
}
