/// What a component asks for and offers, by name only.
///
/// For telling people what a component is; what the reader does not know, it leaves out.
public struct ComponentSummary: Hashable, Sendable {
    /// The names of what it asks for: `wasi:cli/environment@0.2.0`.
    public var imports: [String] = []
    /// The names of what it offers: `wasi:cli/run@0.2.0`.
    public var exports: [String] = []

    /// Reads a component. What comes behind damage is left out.
    ///
    /// - Parameter bytes: The whole file. `nil` results from anything but a component in binary form.
    public init?(reading bytes: Span<UInt8>) {
        guard BinaryKind(of: bytes) == .component else { return nil }
        var file = BinaryReader(bytes, in: 8..<bytes.count, part: "the file")
        do throws(BinaryDamage) {
            while !file.isAtEnd {
                let kind = try file.byte("a section's number")
                let length = Int(try file.u32("the size of a section"))
                var section = file.part(length, named: "a section")
                switch kind {
                case 10: try readImports(&section)
                case 11: try readExports(&section)
                default: break
                }
            }
        } catch {
            return
        }
    }

    private mutating func readImports(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("imports")) {
            imports.append(try section.componentName())
            try section.skipDescription()
        }
    }

    private mutating func readExports(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("exports")) {
            exports.append(try section.componentName())
            // A sort, of which 0 stands for one of the core's, and an index.
            if try section.byte("a sort") == 0 { try section.skip(1, "a sort") }
            _ = try section.u32("an index")
            if try section.byte("whether a type follows") == 1 { try section.skipDescription() }
        }
    }
}

extension BinaryReader {
    /// A name behind the number of its form.
    fileprivate mutating func componentName() throws(BinaryDamage) -> String {
        let form = try byte("the form of a name")
        guard form <= 1 else { throw damage("a name has the unknown form \(form)") }
        return try name("a name")
    }

    /// Passes what a component says of an import or export besides its name.
    fileprivate mutating func skipDescription() throws(BinaryDamage) {
        switch try byte("a description") {
        case 0x00:
            try skip(1, "a description")
            _ = try u32("a type")
        case 0x01, 0x04, 0x05: _ = try u32("a type")
        case 0x03:
            if try byte("a bound") == 0 { _ = try u32("a type") }
        // Values are not in use.
        case let kind: throw damage("a description has the unknown kind \(kind)")
        }
    }
}
