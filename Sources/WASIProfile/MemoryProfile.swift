/// What a program's memory takes.
///
/// Its host sees memories and tables as a whole and not what the program has put into them, so this tells their sizes and nothing of
/// who has allocated what.
public struct MemoryProfile: Hashable, Sendable {
    /// A memory or a table.
    public struct Part: Hashable, Sendable {
        /// The name by which the program exports it.
        public var name: String
        /// Whether it is a table rather than a memory.
        public var isTable: Bool
        /// Its size: bytes of a memory, elements of a table.
        public var count: Int64
        /// The bytes that it takes; of a table what is usual, a word for each element.
        public var byteCount: Int64

        /// Describes a part.
        public init(name: String, isTable: Bool, count: Int64, byteCount: Int64) {
            self.name = name
            self.isTable = isTable
            self.count = count
            self.byteCount = byteCount
        }
    }

    /// The program, as people call it.
    public var program: String
    /// The memories and tables that it exports. Nobody outside sees others.
    public var parts: [Part]
    /// When this was so, in nanoseconds since 1970.
    public var start: Int64

    /// Describes a program's memory.
    public init(program: String, parts: [Part], start: Int64) {
        self.program = program
        self.parts = parts
        self.start = start
    }

    /// The profile as `go tool pprof` reads it: with the values `inuse_objects` (memories and tables) and `inuse_space` (bytes).
    public func pprof() -> [UInt8] {
        var table = Pprof()
        let space = Pprof.ValueType(name: "inuse_space", unit: "bytes")
        table.begin(
            [Pprof.ValueType(name: "inuse_objects", unit: "count"), space], shown: "inuse_space", program: program)
        table.period(Pprof.ValueType(name: "space", unit: "bytes"), 1, start: start, duration: 0)
        table.comment(
            "The sizes of the exported memories and tables. What the program has put into them cannot be told from outside.")
        for (index, part) in parts.enumerated() {
            let name = (part.isTable ? "table " : "memory ") + part.name
            table.add(Int64(index) + 1, name: name, systemName: name, file: program)
            table.add([Int64(index) + 1], [1, part.byteCount])
        }
        return table.finished()
    }
}
