/// Writes JSON. Names in it are a guest's.
struct JSONText {
    private(set) var text = ""

    /// Adds what is JSON already.
    mutating func raw(_ json: String) { text += json }

    /// Adds a text in quotes.
    mutating func string(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            // Also what would end a script that the text stands in, or its line.
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    /// Adds an array of what a function writes.
    mutating func array<Elements: Sequence>(_ elements: Elements, _ write: (inout JSONText, Elements.Element) -> Void) {
        text += "["
        var isFirst = true
        for element in elements {
            if !isFirst { text += "," }
            isFirst = false
            write(&self, element)
        }
        text += "]"
    }

    /// Adds an array of numbers; `null` for those that are missing.
    mutating func numbers<Elements: Sequence>(_ numbers: Elements) where Elements.Element == Int? {
        array(numbers) { json, number in json.raw(number.map(String.init) ?? "null") }
    }

    /// Adds an array that holds one thing many times.
    mutating func repeated(_ json: String, _ count: Int) {
        array(0..<count) { text, _ in text.raw(json) }
    }

    /// Adds milliseconds with the digits of nanoseconds.
    mutating func milliseconds(_ nanoseconds: Int64) { text += JSONText.decimal(nanoseconds, digits: 6) }

    /// A number of units of 10 to the power of minus `digits`, without floating point.
    static func decimal(_ number: Int64, digits: Int) -> String {
        let size = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - size.count)) + size
        let point = padded.index(padded.endIndex, offsetBy: -digits)
        return (number < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }
}
