import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Compares a text with the file of this name in `Snapshots`, or writes the file if `UPDATE_SNAPSHOTS` is set.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Snapshots"
    let path = "\(folder)/\(name).txt"
    let text = text.hasSuffix("\n") ? text : text + "\n"
    if getenv("UPDATE_SNAPSHOTS") != nil {
        #expect(writeFile(path, text), "\(path) cannot be written", sourceLocation: sourceLocation)
        return
    }
    #expect(text == readFile(path) ?? "(no file)", "\(name).txt differs", sourceLocation: sourceLocation)
}

func readFile(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return String(decoding: bytes, as: UTF8.self)
}

@discardableResult
func writeFile(_ path: String, _ text: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    defer { fclose(file) }
    return fputs(text, file) >= 0
}

extension String {
    func replacing(_ part: String, with other: String) -> String {
        var result = ""
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(part) {
                result += other
                rest = rest.dropFirst(part.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }
}
