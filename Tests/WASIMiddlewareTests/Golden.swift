import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Compares a text with the file of this name in `Golden`, or writes the file if `UPDATE_SNAPSHOTS` is set.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = "\(folder)/Golden/\(name).txt"
    if getenv("UPDATE_SNAPSHOTS") != nil {
        guard let file = fopen(path, "w") else {
            Issue.record("\(path) cannot be written", sourceLocation: sourceLocation)
            return
        }
        fputs(text, file)
        fclose(file)
        return
    }
    var bytes: [UInt8] = []
    if let file = fopen(path, "r") {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        fclose(file)
    }
    #expect(text == String(decoding: bytes, as: UTF8.self), "\(name).txt differs", sourceLocation: sourceLocation)
}
