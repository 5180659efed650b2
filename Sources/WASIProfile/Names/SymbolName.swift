/// The names of functions as compilers write them, in a form for people.
enum SymbolName {
    /// The readable form: Rust's old names (`_ZN…17h…E`), Rust's plain new ones (`_RNv…`), and C++'s nested names without their
    /// parameters. Any other name is left as it is, like Go's and Swift's.
    static func readable(_ name: String) -> String {
        if let nested = NestedName(name) { return nested.text }
        if let rust = RustName(name) { return rust.text }
        return name
    }
}

/// `_ZN4core3fmt9Formatter3pad17h0123456789abcdefE`: parts with their lengths, and with Rust a hash at the end.
private struct NestedName {
    var text: String

    init?(_ name: String) {
        guard name.hasPrefix("_ZN") else { return nil }
        var rest = Substring(name).utf8.dropFirst(3)
        // Of a method that does not change its object.
        while rest.first == UInt8(ascii: "K") || rest.first == UInt8(ascii: "V") { rest = rest.dropFirst() }
        var parts: [String] = []
        while let byte = rest.first, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(byte) {
            guard let length = NestedName.number(&rest), length <= rest.count else { return nil }
            parts.append(String(decoding: rest.prefix(length), as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        guard !parts.isEmpty else { return nil }
        let isRust = rest.elementsEqual("E".utf8) || rest.starts(with: "E.".utf8)
        if isRust, let hash = parts.last, parts.count > 1, NestedName.isHash(hash) {
            parts.removeLast()
            text = parts.map(NestedName.unescaped).joined(separator: "::")
            return
        }
        // What follows is not understood, such as templates: better the whole name than half of it.
        guard rest.first == UInt8(ascii: "E") else { return nil }
        text = parts.joined(separator: "::")
    }

    private static func number(_ rest: inout Substring.UTF8View) -> Int? {
        var number = 0
        while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
            guard number < 100_000 else { return nil }
            rest = rest.dropFirst()
        }
        return number
    }

    private static func isHash(_ part: String) -> Bool {
        part.utf8.count == 17 && part.hasPrefix("h") && part.dropFirst().allSatisfy(\.isHexDigit)
    }

    private static let escapes = [
        "$SP$": "@", "$BP$": "*", "$RF$": "&", "$LT$": "<", "$GT$": ">", "$LP$": "(", "$RP$": ")", "$C$": ",",
        "$u20$": " ", "$u27$": "'", "$u5b$": "[", "$u5d$": "]", "$u7b$": "{", "$u7d$": "}", "$u7e$": "~", "$u2b$": "+",
        "$u22$": "\"", "$u3b$": ";", "$u3d$": "=",
    ]

    /// A part without the words that stand for signs.
    private static func unescaped(_ part: String) -> String {
        var text = ""
        var rest = part[...]
        if rest.hasPrefix("_$") { rest = rest.dropFirst() }
        next: while let character = rest.first {
            if character == "$" {
                for (escape, sign) in escapes where rest.hasPrefix(escape) {
                    text += sign
                    rest = rest.dropFirst(escape.count)
                    continue next
                }
            }
            if rest.hasPrefix("..") {
                text += "::"
                rest = rest.dropFirst(2)
                continue
            }
            text.append(character)
            rest = rest.dropFirst()
        }
        return text
    }
}
