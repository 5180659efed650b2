/// The bytes of modules, put together by hand.
enum ModuleBytes {
    static let header: [UInt8] = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

    static func module(_ sections: [UInt8]...) -> [UInt8] { header + sections.joined() }

    static func section(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] { [number] + leb(contents.count) + contents }

    static func section(_ number: UInt8, entries: [[UInt8]]) -> [UInt8] {
        section(number, leb(entries.count) + entries.joined())
    }

    static func custom(_ text: String, _ contents: [UInt8]) -> [UInt8] { section(0, name(text) + contents) }

    static func name(_ text: String) -> [UInt8] { leb(text.utf8.count) + Array(text.utf8) }

    static func leb(_ number: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = number
        repeat {
            bytes.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return bytes
    }

    static let i32: UInt8 = 0x7f
    static let i64: UInt8 = 0x7e

    static func function(_ parameters: [UInt8], _ results: [UInt8]) -> [UInt8] {
        [0x60] + leb(parameters.count) + parameters + leb(results.count) + results
    }

    /// A module that imports functions of the given numbers of i32 from preview 1.
    static func importing(_ functions: [(String, Int)]) -> [UInt8] {
        module(
            section(1, entries: functions.map { function(Array(repeating: i32, count: $0.1), [i32]) }),
            section(
                2,
                entries: functions.enumerated().map { name("wasi_snapshot_preview1") + name($1.0) + [0] + leb($0) }
            ))
    }

    /// A program with something in every section.
    static let command = module(
        section(
            1,
            entries: [
                function([i32, i64], [i32]), function([], []),
                [0x4e, 2, 0x50, 0, 0x5f, 1, 0x78, 1, 0x4f, 1, 2, 0x5e, 0x7f, 0],
                [0x60, 7, 0x7d, 0x7c, 0x7b, 0x70, 0x6f, 0x63, 2, 0x64, 0x6e, 2, i32, i64], function([i32], []),
            ]),
        section(
            2,
            entries: [
                name("wasi_snapshot_preview1") + name("fd_seek") + [0, 0],
                name("wasi_snapshot_preview1") + name("fd_seek") + [0, 0],
                name("env") + name("memory") + [2, 1, 2, 3],
                name("env") + name("table") + [1, 0x70, 0, 7],
                name("env") + name("top") + [3, 0x7e, 1],
                name("env") + name("raised") + [4, 0, 5],
            ]),
        section(3, entries: [[1], [5], [1]]),
        section(4, entries: [[0x6f, 1, 1, 9], [0x40, 0, 0x70, 0, 1, 0xd0, 0x70, 0x0b]]),
        section(5, entries: [[3, 1, 1], [4, 0x80, 0x80, 0x80, 0x80, 0x80, 1], [8, 0, 0]]),
        section(13, entries: [[0, 1]]),
        section(
            6,
            entries: [
                [0x7f, 0, 0x41, 0x7f, 0x0b], [0x7e, 1, 0x42, 0x80, 1, 0x41, 1, 0x6a, 0x0b],
                [0x7d, 0, 0x43, 1, 2, 3, 4, 0x0b],
                [0x7c, 0, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0x0b],
                [0x7b, 0, 0xfd, 12] + [UInt8](repeating: 0, count: 16) + [0x0b],
                [0x70, 1, 0xd2, 0, 0x0b], [0x63, 2, 0, 0xfb, 1, 2, 0x0b],
            ]),
        section(
            7,
            entries: [
                name("_start") + [0, 2], name("memory") + [2, 0], name("table") + [1, 1], name("count") + [3, 2],
                name("oops") + [4, 1], name("put") + [0, 3], name("big") + [2, 2],
            ]),
        section(8, [4]),
        section(10, entries: [[2, 0, 0x0b], [2, 0, 0x0b], [2, 0, 0x0b]]),
        section(11, entries: [[1, 2, 0x68, 0x69]]),
        custom("name", [1, 2, 1, 0] + [0] + leb(6) + name("hello")),
        custom(
            "producers",
            leb(2) + name("language") + leb(1) + name("C17") + name("") + name("processed-by") + leb(1) + name("clang")
                + name("21.1.0")),
        custom("target_features", leb(2) + [0x2b] + name("bulk-memory") + [0x2d] + name("simd128")),
        custom("user", [1, 2, 3])
    )
}
