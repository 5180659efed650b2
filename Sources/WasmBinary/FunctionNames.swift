/// The names of a module's functions: those of its name section, and for others the names by which they are exported.
public struct FunctionNames: Hashable, Sendable {
    /// The names by the functions' numbers, imports counted.
    public private(set) var names: [UInt32: String] = [:]
    private var exports: [UInt32: String] = [:]

    /// No names.
    public init() {}

    /// Reads a module in binary form. What is damaged or no module has the names up to the damage, or none.
    public init(reading bytes: Span<UInt8>) {
        guard BinaryKind(of: bytes) == .module else { return }
        defer { names.merge(exports) { name, _ in name } }
        do throws(BinaryDamage) {
            var file = BinaryReader(bytes, in: 8..<bytes.count, part: "the file")
            while !file.isAtEnd {
                let number = try file.byte("a section's number")
                let length = Int(try file.u32("the size of a section"))
                guard length <= file.remaining else { return }
                var section = file.part(length, named: "a section")
                switch SectionKind(rawValue: number) {
                case .export: try readExports(&section)
                case .custom: if try section.name("a section's name") == "name" { try readNames(&section) }
                default: break
                }
            }
        } catch {
            return
        }
    }

    /// Reads a module from an array.
    public init(_ bytes: [UInt8]) { self.init(reading: bytes.span) }

    private mutating func readExports(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("exports")) {
            let name = try section.name("an export's name")
            let kind = try section.byte("an export's kind")
            let number = try section.u32("an export's number")
            if kind == 0, exports[number] == nil { exports[number] = name }
        }
    }

    private mutating func readNames(_ section: inout BinaryReader) throws(BinaryDamage) {
        while !section.isAtEnd {
            let kind = try section.byte("the kind of a name")
            let length = Int(try section.u32("the size of names"))
            guard length <= section.remaining else { return }
            var part = section.part(length, named: "the names")
            guard kind == 1 else { continue }
            for _ in 0..<(try part.count("names")) {
                let number = try part.u32("a function's number")
                names[number] = try part.name("a function's name")
            }
        }
    }
}
