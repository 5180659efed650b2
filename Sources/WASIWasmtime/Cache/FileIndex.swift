#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Remembers the digest of files, so that a large module need not be read and hashed at every start.
///
/// A file is known by device and inode, and by size, time of modification and time of change, which every writing moves.
struct FileIndex: Hashable, Sendable {
    let folder: CacheFolder

    /// How long a file must have been left alone before an entry about it is written, in nanoseconds.
    ///
    /// Clocks of files tick in steps of up to two seconds. A file that is changed twice within a step keeps its times, so an
    /// entry from between the two would speak of the first content for ever.
    static let settlingTime: Int64 = 2_000_000_000

    /// The digest of a file's content, if it is known for sure.
    func digest(of file: HostFileStatus) -> ModuleDigest? {
        guard file.isRegular, let entry = HostFile(path(file), O_RDONLY | O_NOFOLLOW),
            let status = entry.status(), status.isRegular, status.isPrivate,
            let bytes = entry.readToEnd(expected: Record.byteCount, limit: Record.byteCount),
            let record = Record(bytes), record.matches(file)
        else { return nil }
        return record.digest
    }

    /// Remembers the digest of a file that had this status before and after it was read.
    func store(_ digest: ModuleDigest, of file: HostFileStatus) {
        guard file.isRegular else { return }
        let bytes = Record(file: file, writtenAt: HostFileStatus.now(), digest: digest).bytes
        _ = unsafe bytes.withUnsafeBytes { unsafe folder.write(name(file), $0) }
    }

    private func path(_ file: HostFileStatus) -> String { "\(folder.path)/\(name(file))" }

    private func name(_ file: HostFileStatus) -> String {
        String(file.device, radix: 16) + "-" + String(file.inode, radix: 16)
    }

    /// An entry as it is stored.
    private struct Record {
        var size: Int64
        var modified: Int64
        var changed: Int64
        var writtenAt: Int64
        var digest: ModuleDigest

        static let magic: [UInt8] = Array("wasi-ix1".utf8)
        static let byteCount = 8 + 4 * 8 + 32

        init(file: HostFileStatus, writtenAt: Int64, digest: ModuleDigest) {
            size = Int64(file.size)
            modified = file.modified
            changed = file.changed
            self.writtenAt = writtenAt
            self.digest = digest
        }

        init?(_ bytes: [UInt8]) {
            guard bytes.count == Record.byteCount, bytes.starts(with: Record.magic) else { return nil }
            func number(_ index: Int) -> Int64 {
                var value: UInt64 = 0
                for byte in bytes[(8 + index * 8)..<(16 + index * 8)].reversed() { value = value << 8 | UInt64(byte) }
                return Int64(bitPattern: value)
            }
            size = number(0)
            modified = number(1)
            changed = number(2)
            writtenAt = number(3)
            guard let digest = ModuleDigest(Array(bytes[40...])) else { return nil }
            self.digest = digest
        }

        var bytes: [UInt8] {
            var bytes = Record.magic
            for number in [size, modified, changed, writtenAt] {
                for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
            }
            return bytes + digest.bytes
        }

        func matches(_ file: HostFileStatus) -> Bool {
            let lastTouched = max(modified, changed)
            return Int64(file.size) == size && file.modified == modified && file.changed == changed
                && writtenAt.subtractingReportingOverflow(FileIndex.settlingTime).partialValue >= lastTouched
        }
    }
}
