/// The name, with its article, of a file format that people mistake for WebAssembly, told by its first bytes.
func foreignFormat(of bytes: borrowing Span<UInt8>) -> String? {
    if bytes.contains("\u{7f}ELF", at: 0) {
        // wasmtime puts its own number where an ELF file names the operating system.
        let isCompiled = bytes.count > 7 && bytes[7] == 200
        return isCompiled
            ? "a module compiled for one machine by wasmtime (.cwasm)" : "an ELF file (a native program or library)"
    }
    for (signature, name) in signatures where bytes.starts(with: signature) { return name }
    for (text, name) in texts where bytes.contains(text, at: 0) { return name }
    if bytes.contains("ustar", at: 257) { return "a tar archive" }
    return markup(bytes)
}

private let signatures: [([UInt8], String)] = [
    ([0x1f, 0x8b], "a gzip file"),
    ([0x28, 0xb5, 0x2f, 0xfd], "a Zstandard file"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "an xz file"),
    ([0x50, 0x4b, 0x03, 0x04], "a zip archive"),
    ([0x50, 0x4b, 0x05, 0x06], "a zip archive"),
    ([0xce, 0xfa, 0xed, 0xfe], "a Mach-O file (a native program or library)"),
    ([0xcf, 0xfa, 0xed, 0xfe], "a Mach-O file (a native program or library)"),
    ([0xca, 0xfe, 0xba, 0xbe], "a Mach-O file for several machines, or a Java class"),
    ([0x42, 0x43, 0xc0, 0xde], "LLVM bitcode"),
    ([0x89, 0x50, 0x4e, 0x47], "a PNG image"),
    ([0xff, 0xd8, 0xff], "a JPEG image"),
]

private let texts: [(String, String)] = [
    ("!<arch>\n", "an archive of object files (.a)"),
    ("!<thin>\n", "an archive of object files (.a)"),
    ("BZh", "a bzip2 file"),
    ("MZ", "a Windows program or library"),
    ("#!", "a script"),
    ("%PDF", "a PDF document"),
    ("version https://git-lfs", "a Git LFS pointer (the file itself has not been fetched; \"git lfs pull\" does that)"),
]

/// HTML and XML, which a failed download leaves behind.
private func markup(_ bytes: borrowing Span<UInt8>) -> String? {
    var start = 0
    while start < bytes.count, [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].contains(bytes[start]) { start += 1 }
    guard start < bytes.count, bytes[start] == UInt8(ascii: "<") else { return nil }
    let isHTML = bytes.contains("<!doctype html", at: start) || bytes.contains("<html", at: start)
    return isHTML ? "an HTML page (perhaps of a download that failed)" : "an XML file"
}

extension Span<UInt8> {
    /// Whether the bytes begin with `prefix`.
    func starts(with prefix: [UInt8]) -> Bool {
        guard count >= prefix.count else { return false }
        for offset in prefix.indices where self[offset] != prefix[offset] { return false }
        return true
    }

    /// Whether ASCII text stands at `offset`; capitals count as small letters where `text` has small ones.
    func contains(_ text: String, at offset: Int) -> Bool {
        guard offset >= 0, offset <= count, text.utf8.count <= count - offset else { return false }
        for (position, wanted) in text.utf8.enumerated() {
            let byte = self[offset + position]
            let isCapital = (0x41...0x5a).contains(byte) && (0x61...0x7a).contains(wanted)
            if byte != wanted, !(isCapital && byte + 0x20 == wanted) { return false }
        }
        return true
    }

    /// The first bytes, as an array.
    func prefixArray(_ length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for offset in 0..<Swift.min(length, count) { bytes.append(self[offset]) }
        return bytes
    }
}
