/// Rust's newer names (RFC 2603), of which the path is told and generic arguments are left out: `_RNvCs1234_7mycrate3foo` is
/// `mycrate::foo`.
struct RustName {
    /// The path.
    let text: String

    /// Understands a name; `nil` for one of another form.
    init?(_ name: String) {
        guard name.hasPrefix("_R") else { return nil }
        var reader = Reader(bytes: Array(name.utf8.dropFirst(2)))
        guard let path = reader.path(), !path.isEmpty else { return nil }
        text = path
    }

    private struct Reader {
        let bytes: [UInt8]
        var offset = 0
        /// Names refer to earlier parts of themselves; a hostile one could do so without end.
        var steps = 0
        static let maximumSteps = 2000

        mutating func next() -> UInt8? {
            steps += 1
            guard offset < bytes.count, steps < Reader.maximumSteps else { return nil }
            defer { offset += 1 }
            return bytes[offset]
        }

        mutating func skip(_ byte: Character) -> Bool {
            guard offset < bytes.count, bytes[offset] == byte.asciiValue else { return false }
            offset += 1
            return true
        }

        mutating func path() -> String? {
            switch next() {
            case UInt8(ascii: "C"): return identifier()
            case UInt8(ascii: "N"):
                guard let space = next(), let parent = path(), let name = identifier() else { return nil }
                let special = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(space)
                let shown =
                    switch space {
                    case UInt8(ascii: "C"): "{closure}"
                    case UInt8(ascii: "S"): "{shim:\(name)}"
                    default: special ? "{\(name)}" : name
                    }
                return shown.isEmpty ? parent : "\(parent)::\(shown)"
            case UInt8(ascii: "I"):
                // The arguments that follow do not matter for the outermost, and are passed over for others.
                guard let base = path() else { return nil }
                while !skip("E") { guard argument() else { return base } }
                return base
            case UInt8(ascii: "M"):
                guard implementation(), let type = type() else { return nil }
                return "<\(type)>"
            case UInt8(ascii: "X"):
                guard implementation(), let type = type(), let trait = path() else { return nil }
                return "<\(type) as \(trait)>"
            case UInt8(ascii: "Y"):
                guard let type = type(), let trait = path() else { return nil }
                return "<\(type) as \(trait)>"
            case UInt8(ascii: "B"): return earlier { reader in reader.path() }
            default: return nil
            }
        }

        private mutating func implementation() -> Bool {
            if skip("s") { guard number62() != nil else { return false } }
            return path() != nil
        }

        private mutating func argument() -> Bool {
            if skip("L") { return number62() != nil }
            if skip("K") { return false }
            return type() != nil
        }

        private static let basic: [Character: String] = [
            "a": "i8", "b": "bool", "c": "char", "d": "f64", "e": "str", "f": "f32", "h": "u8", "i": "isize", "j": "usize",
            "l": "i32", "m": "u32", "n": "i128", "o": "u128", "s": "i16", "t": "u16", "u": "()", "x": "i64", "y": "u64",
            "z": "!", "p": "_", "v": "...",
        ]

        private mutating func type() -> String? {
            guard offset < bytes.count else { return nil }
            let character = Character(UnicodeScalar(bytes[offset]))
            if let name = Reader.basic[character] {
                offset += 1
                return name
            }
            switch character {
            case "R", "Q":
                offset += 1
                if skip("L") { guard number62() != nil else { return nil } }
                return type().map { (character == "R" ? "&" : "&mut ") + $0 }
            case "P", "O":
                offset += 1
                return type().map { (character == "P" ? "*const " : "*mut ") + $0 }
            case "S":
                offset += 1
                return type().map { "[\($0)]" }
            case "T":
                offset += 1
                var parts: [String] = []
                while !skip("E") {
                    guard let part = type() else { return nil }
                    parts.append(part)
                }
                return "(" + parts.joined(separator: ", ") + ")"
            case "B":
                offset += 1
                return earlier { reader in reader.type() }
            case "C", "N", "I", "M", "X", "Y": return path()
            default: return nil
            }
        }

        private mutating func earlier(_ read: (inout Reader) -> String?) -> String? {
            guard let place = number62(), place < offset else { return nil }
            let here = offset
            offset = place
            let text = read(&self)
            offset = here
            return text
        }

        private mutating func number62() -> Int? {
            if skip("_") { return 0 }
            var number = 0
            while let byte = next() {
                if byte == UInt8(ascii: "_") { return number + 1 }
                guard let digit = Reader.digit62(byte), number < 1 << 24 else { return nil }
                number = number * 62 + digit
            }
            return nil
        }

        private static func digit62(_ byte: UInt8) -> Int? {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 36
            default: nil
            }
        }

        private mutating func identifier() -> String? {
            if skip("s") { guard number62() != nil else { return nil } }
            // Names outside ASCII would have to be decoded.
            if skip("u") { return nil }
            var length = 0
            while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]), length < 10_000 {
                length = length * 10 + Int(bytes[offset] - UInt8(ascii: "0"))
                offset += 1
            }
            _ = skip("_")
            guard length <= bytes.count - offset else { return nil }
            defer { offset += length }
            return String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
        }
    }
}
