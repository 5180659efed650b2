/// A module with marks behind the names of imports.
///
/// Everything else stays as it is, and numbers of bytes keep their width where they can. What is known of the code by offsets is moved by
/// the number of bytes that the marks tell.
struct MarkedModule {
    private struct Name {
        var place: MeasuredBytes
        /// The number of its bytes with the mark.
        var length: [UInt8]
        var mark: ImportMark
        var addedByteCount: Int
    }

    private var section: MeasuredBytes
    private var sectionLength: [UInt8]
    private var names: [Name]

    init(_ sections: ImportSections, _ marks: [ImportMark]) {
        section = sections.imports
        names = marks.map { mark in
            let place = mark.name
            let markLength = MarkedModule.bytes(of: mark, adding: 0).count
            let length = MarkedModule.number(place.contents.count + markLength, width: place.numberWidth)
            return Name(
                place: place, length: length, mark: mark, addedByteCount: markLength + length.count - place.numberWidth)
        }
        let added = names.reduce(0) { $0 + $1.addedByteCount }
        sectionLength = MarkedModule.number(section.contents.count + added, width: section.numberWidth)
        // What the section's own number has grown by counts for the first.
        if !names.isEmpty { names[0].addedByteCount += sectionLength.count - section.numberWidth }
    }

    /// The whole module.
    func bytes(_ module: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(module.count + names.reduce(0) { $0 + $1.addedByteCount })
        var copied = 0
        func copy(to end: Int) {
            while copied < end {
                bytes.append(module[copied])
                copied += 1
            }
        }
        copy(to: section.start)
        bytes += sectionLength
        copied = section.contents.lowerBound
        for name in names {
            copy(to: name.place.start)
            bytes += name.length
            copied = name.place.contents.lowerBound
            copy(to: name.place.contents.upperBound)
            bytes += MarkedModule.bytes(of: name.mark, adding: name.addedByteCount)
        }
        copy(to: module.count)
        return bytes
    }

    private static func bytes(of mark: ImportMark, adding count: Int) -> [UInt8] {
        // Two digits do: a mark has at most 12 bytes, for a million types, and the two lengths grow by four at most.
        let added = (count < 10 ? "0" : "") + String(count)
        let separator = [ImportNames.separator]
        return separator + Array(String(mark.number).utf8) + separator + Array(added.utf8) + separator
    }

    /// A LEB128 number of at least some width.
    private static func number(_ value: Int, width: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest & 0x7f) | 0x80)
            rest >>= 7
        } while rest > 0 || bytes.count < width
        bytes[bytes.count - 1] &= 0x7f
        return bytes
    }
}

extension MeasuredBytes {
    /// How many bytes their number takes.
    fileprivate var numberWidth: Int { contents.lowerBound - start }
}
