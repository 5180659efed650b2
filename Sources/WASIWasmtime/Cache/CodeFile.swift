import CWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of compiled code: the engine's own form, and behind it what tells whether it is whole.
///
/// The engine runs what such a file holds without looking twice, and maps it from its beginning; it ignores what follows. The
/// seal holds the length, a checksum, the module's digest and the settings. Checking the whole file costs about 0.2 ms a
/// megabyte; without it, blocks that a crash of the machine left empty would be executed.
enum CodeFile {
    static let magic: UInt64 = 0x3165_646f_632d_6977  // "wi-code1"
    static let sealByteCount = 8 + 8 + 8 + keyByteCount
    private static let keyByteCount = ModuleDigest.byteCount + CodeSettings.byteCount

    /// The seal of some code.
    @unsafe
    static func seal(of code: UnsafeRawBufferPointer, _ key: CodeKey) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in unsafe [magic, UInt64(code.count), cwt_checksum(code.baseAddress, code.count)] {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        return bytes + key.module.bytes + key.settings.bytes
    }

    /// Whether a file holds whole code for a key, and is this user's alone.
    static func isIntact(_ file: borrowing HostFile, _ status: HostFileStatus, _ key: CodeKey) -> Bool {
        guard status.isRegular, status.isPrivate, status.size > sealByteCount else { return false }
        // The entry is never changed in place, so that no other process can cut the file off while it is mapped.
        guard let start = unsafe mmap(nil, status.size, PROT_READ, MAP_PRIVATE, file.descriptor, 0),
            unsafe start != UnsafeMutableRawPointer(bitPattern: -1)
        else { return false }
        defer { unsafe munmap(start, status.size) }
        let codeSize = status.size - sealByteCount
        let stored = unsafe UnsafeRawBufferPointer(start: start + codeSize, count: sealByteCount)
        // The cheap part first: a foreign file is not worth reading.
        guard unsafe stored.suffix(keyByteCount).elementsEqual(key.module.bytes + key.settings.bytes) else { return false }
        return unsafe stored.elementsEqual(seal(of: UnsafeRawBufferPointer(start: start, count: codeSize), key))
    }
}
