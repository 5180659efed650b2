extension String {
    /// The text as XML and HTML take it, in elements as well as in quoted attributes. What these forms do not allow, and what would
    /// change the direction of the text around it, becomes a replacement character.
    var markup: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\u{fffe}", "\u{ffff}": text += "\u{fffd}"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format: text += "\u{fffd}"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }
}
