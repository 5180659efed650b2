extension String {
    /// The text on one line, with nothing in it that a terminal obeys: control characters and those that change the direction
    /// of writing are shown as `\u{1b}`.
    ///
    /// For names that a guest has chosen, in messages for people.
    package var visible: String { escaping { $0.isObeyed } }

    /// The same of a text of several lines, which stay lines.
    package var visibleLines: String { escaping { $0.isObeyed && $0 != "\n" } }

    private func escaping(_ isHidden: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isHidden) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            if isHidden(scalar) {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Whether it does something to a terminal or to the text around it instead of being shown.
    package var isObeyed: Bool {
        switch value {
        // Control characters of ASCII and of Latin 1; the latter are commands for terminals too.
        case 0..<0x20, 0x7f...0x9f: true
        // Separators of lines, and what turns the direction of writing around.
        case 0x2028, 0x2029, 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
