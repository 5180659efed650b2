/// Names by which imports differ whose types differ.
///
/// A module may import a function several times, with different types, as when libraries of different age were linked together. Who
/// finds functions by module and name cannot tell such imports apart. ``apart(_:)`` gives the second type of a name, and every further
/// one, a name of its own: the same with a mark behind it, which ``unmarked(_:)`` finds again. A name that happens to end like one
/// with a mark gets one more, so that a mark is always one of these.
///
/// A mark is `␟1␟05␟`: the number of the type among those of the name, and the number of bytes by which the module has grown for it in
/// front of its code, in two digits; `␟` is the control character that separates units.
package enum ImportNames {
    /// A name with a mark.
    package struct Marked: Equatable, Sendable {
        /// How long the name is without the mark, in bytes.
        package var byteCount: Int
        /// By how many bytes the module has grown for the mark, in front of its code.
        package var addedByteCount: Int
    }

    static let separator: UInt8 = 0x1f

    /// Looks for a mark at the end of an import's name; `nil` if there is none.
    package static func unmarked(_ name: Span<UInt8>) -> Marked? {
        let end = name.count - 1
        guard end >= 5, name[end] == separator, name[end - 3] == separator, let tens = digit(name[end - 2]),
            let ones = digit(name[end - 1])
        else { return nil }
        var start = end - 4
        while start > 0, digit(name[start]) != nil { start -= 1 }
        guard start < end - 4, name[start] == separator else { return nil }
        return Marked(byteCount: start, addedByteCount: tens * 10 + ones)
    }

    /// A module whose imports differ in their names where their types differ.
    ///
    /// - Parameter module: A module in binary form.
    /// - Returns: `nil` if the module can stay as it is, which nearly every one can; also for one that is damaged, up to its imports.
    package static func apart(_ module: Span<UInt8>) -> [UInt8]? {
        do throws(BinaryDamage) {
            guard let sections = try ImportSections(of: module), try sections.mayNeedMarks(module) else { return nil }
            let marks = try sections.marks(module)
            guard !marks.isEmpty else { return nil }
            return MarkedModule(sections, marks).bytes(module)
        } catch {
            return nil
        }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte &- UInt8(ascii: "0")) : nil
    }
}
