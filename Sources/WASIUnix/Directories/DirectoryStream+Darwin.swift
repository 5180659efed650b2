#if canImport(Darwin)
    import Darwin
    import WASICore

    /// The entries of one directory, by `readdir`. A cookie is what `telldir` says, plus one so that 0 stands for the start.
    @safe
    final class DirectoryStream {
        private let stream: UnsafeMutablePointer<DIR>
        private let identity: DirectoryIdentity
        private var position: UInt64 = 0

        init(host: Int32, identity: DirectoryIdentity) throws(Errno) {
            let descriptor = try Syscall.duplicate(host)
            guard let stream = unsafe fdopendir(descriptor.rawValue) else { throw .notDirectory }
            _ = descriptor.release()
            unsafe self.stream = unsafe stream
            self.identity = identity
        }

        deinit { unsafe closedir(stream) }

        /// Visits the entries behind a position until `visit` returns `false` or there are no more.
        func read(
            from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
        ) throws(Errno) {
            if cookie == .start {
                unsafe rewinddir(stream)
            } else if cookie.rawValue != position {
                guard let offset = Int(exactly: cookie.rawValue - 1) else { throw .invalidArgument }
                unsafe seekdir(stream, offset)
            }
            while let entry = unsafe readdir(stream) {
                position = UInt64(bitPattern: Int64(unsafe telldir(stream))) &+ 1
                let count = Int(unsafe entry.pointee.d_namlen)
                let name = unsafe UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0)
                let bytes = unsafe UnsafeRawBufferPointer(start: name, count: count)
                let isParent = unsafe count == 2 && bytes[0] == UInt8(ascii: ".") && bytes[1] == UInt8(ascii: ".")
                let inode = unsafe isParent && identity.isRoot ? identity.inode : UInt64(entry.pointee.d_ino)
                var type = FileType(directoryEntry: unsafe entry.pointee.d_type)
                if type == nil {
                    type = unsafe Syscall.type(of: name.assumingMemoryBound(to: CChar.self), in: dirfd(stream))
                }
                let next = DirectoryCookie(rawValue: position)
                let view = unsafe DirectoryEntry(name: bytes.bytes, type: type ?? .unknown, inode: inode, next: next)
                if try !visit(view) { return }
            }
        }
    }
#endif
