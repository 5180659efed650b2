/// Names on bars.
enum FlameLabel {
    /// As much of a name as there is room for, in the widths of a Latin letter; the script does the same.
    static func fitting(_ name: String, _ room: Int) -> String {
        if room < 3 { return "" }
        var used = 0
        var end = name.startIndex
        for index in name.indices {
            used += isWide(name[index]) ? 2 : 1
            if used > room { return name[..<end] + "…" }
            if used <= room - 1 { end = name.index(after: index) }
        }
        return name
    }

    /// Whether a letter takes two places where all letters are of one width: those of East Asia, and pictures.
    private static func isWide(_ letter: Character) -> Bool {
        letter.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
                0x1f300...0x1faff, 0x20000...0x3fffd:
                true
            default: false
            }
        }
    }
}
