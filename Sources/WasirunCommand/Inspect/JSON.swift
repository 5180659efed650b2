import WASICore

/// A JSON value; objects keep the order of their keys.
indirect enum JSON {
    case object([(String, JSON)])
    case array([JSON])
    case string(String)
    case number(UInt64)
    case bool(Bool)
    case null

    static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

    /// The text, with an entry on a line and without a line feed at the end.
    var text: String {
        var output = ""
        write(to: &output, indentation: "\n")
        return output
    }

    private func write(to output: inout String, indentation: String) {
        switch self {
        case .object(let entries):
            JSON.writeList(entries, "{", "}", to: &output, indentation: indentation) { entry, output, indentation in
                JSON.writeString(entry.0, to: &output)
                output += ": "
                entry.1.write(to: &output, indentation: indentation)
            }
        case .array(let values):
            JSON.writeList(values, "[", "]", to: &output, indentation: indentation) { value, output, indentation in
                value.write(to: &output, indentation: indentation)
            }
        case .string(let text): JSON.writeString(text, to: &output)
        case .number(let number): output += String(number)
        case .bool(let value): output += value ? "true" : "false"
        case .null: output += "null"
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], _ opening: String, _ closing: String, to output: inout String, indentation: String,
        _ write: (Element, inout String, String) -> Void
    ) {
        output += opening
        for (index, element) in elements.enumerated() {
            output += (index == 0 ? "" : ",") + indentation + "  "
            write(element, &output, indentation + "  ")
        }
        if !elements.isEmpty { output += indentation }
        output += closing
    }

    private static func writeString(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            // What a terminal obeys, and what ends a line for JavaScript.
            case _ where scalar.isObeyed:
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
