#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import CWASIUnix
    import WASICore

    /// The entries of one directory, fetched 32 KiB at a time.
    ///
    /// A cookie is the kernel's own position behind an entry (`d_off`), so that any cookie can be returned to, however the
    /// directory has changed. The descriptor is the guest's: the listing ends before it is closed.
    @safe
    final class DirectoryStream {
        private static let capacity = 32_768
        /// Where the fields of `struct linux_dirent64` are.
        private enum Field {
            static let inode = 0, next = 8, length = 16, type = 18, name = 19
        }

        private let host: Int32
        private let identity: DirectoryIdentity
        private let chunk: UnsafeMutableRawPointer
        /// The bytes of the chunk that are entries.
        private var filled = 0
        /// The position before the chunk's first entry.
        private var chunkStart: UInt64 = 0
        /// Where the next read will most likely go on: an entry's offset in the chunk, and the position before it.
        private var cursor = 0
        private var cursorPosition: UInt64 = 0
        /// Whether the kernel was last sent to a position other than the start.
        private var hasJumped = false

        init(host: Int32, identity: DirectoryIdentity) throws(Errno) {
            self.host = host
            self.identity = identity
            unsafe chunk = .allocate(byteCount: Self.capacity, alignment: 8)
        }

        deinit { unsafe chunk.deallocate() }

        /// Visits the entries behind a position until `visit` returns `false` or there are no more.
        func read(
            from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
        ) throws(Errno) {
            try go(to: cookie.rawValue)
            while true {
                if cursor >= filled, try !fetch() { return }
                if try !visitEntry(visit) { return }
            }
        }

        /// Shows the entry at the cursor and steps over it.
        @inline(__always)
        private func visitEntry(_ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool) throws(Errno) -> Bool {
            let entry = unsafe chunk + cursor
            let length = Int(unsafe entry.load(fromByteOffset: Field.length, as: UInt16.self))
            let next = unsafe entry.load(fromByteOffset: Field.next, as: UInt64.self)
            let name = unsafe (entry + Field.name).assumingMemoryBound(to: CChar.self)
            let count = unsafe strlen(name)
            let isParent = unsafe count == 2 && name[0] == dot && name[1] == dot
            var inode = unsafe entry.load(fromByteOffset: Field.inode, as: UInt64.self)
            if isParent, identity.isRoot { inode = identity.inode }
            var type = FileType(directoryEntry: unsafe entry.load(fromByteOffset: Field.type, as: UInt8.self))
            if type == nil { type = unsafe Syscall.type(of: name, in: host) }
            let bytes = unsafe UnsafeRawBufferPointer(start: name, count: Int(count)).bytes
            let goesOn = try visit(
                DirectoryEntry(name: bytes, type: type ?? .unknown, inode: inode, next: DirectoryCookie(rawValue: next)))
            cursor += length
            cursorPosition = next
            return goesOn
        }

        /// Fetches the chunk behind this one.
        ///
        /// - Returns: Whether there is one.
        private func fetch() throws(Errno) -> Bool {
            // The closure holds the two, and so no reference to the stream.
            let (host, chunk) = unsafe (host, chunk)
            let count = try Syscall.retrying { unsafe cwasi_getdents64(host, chunk, Self.capacity) }
            guard count > 0 else { return false }
            filled = count
            chunkStart = cursorPosition
            cursor = 0
            return true
        }

        /// Sets the cursor, within the chunk if the position is there.
        private func go(to position: UInt64) throws(Errno) {
            // From the start, a guest expects to see what is there now.
            if position != 0 {
                if position == cursorPosition, filled > 0 { return }
                if find(position) { return }
            }
            // Otherwise the kernel checks the position.
            guard let offset = Int64(exactly: position) else { throw .invalidArgument }
            filled = 0
            cursor = 0
            // After a jump to a directory's end, ext4 finds nothing at its start until it has read somewhere else.
            if offset == 0, hasJumped {
                _ = try? Syscall.seek(host, 1, .start)
                _ = unsafe cwasi_getdents64(host, chunk, Self.capacity)
            }
            hasJumped = offset != 0
            _ = try Syscall.seek(host, offset, .start)
            cursorPosition = position
            chunkStart = position
        }

        /// Looks a position up in the chunk.
        private func find(_ position: UInt64) -> Bool {
            guard filled > 0 else { return false }
            var offset = 0
            var before = chunkStart
            while before != position {
                guard offset < filled else { return false }
                let entry = unsafe chunk + offset
                before = unsafe entry.load(fromByteOffset: Field.next, as: UInt64.self)
                offset += Int(unsafe entry.load(fromByteOffset: Field.length, as: UInt16.self))
            }
            cursor = offset
            cursorPosition = position
            return true
        }
    }

    private let dot = CChar(UInt8(ascii: "."))
#endif
