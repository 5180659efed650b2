#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

// What a system opens when it is made.
extension FileTable {
    /// Opens a granted directory.
    mutating func open(_ grant: DirectoryGrant, index: Int) throws(ConfigurationError) -> Grant {
        do throws(Errno) {
            let descriptor = try Syscall.open(hostPath: grant.host, O_RDONLY | O_DIRECTORY)
            let status = try Syscall.status(descriptor.rawValue)
            let isReadOnly = grant.access == .readOnly
            let file = OpenFile(
                host: -1, type: .directory, rights: .directory, inheriting: Rights.directory.union(.file),
                grant: Int32(index), isReadOnly: isReadOnly, isPreopen: true)
            _ = try insert(descriptor, file)
            return Grant(
                hostPath: grant.host, guestName: grant.guest, isReadOnly: isReadOnly,
                device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino))
        } catch {
            throw ConfigurationError(operation: "open directory", subject: grant.host, errno: error)
        }
    }

    /// Duplicates one of the standard streams.
    mutating func open(
        _ stream: StandardStream, number: Int32, name: String, isNonBlocking: Bool
    ) throws(ConfigurationError) {
        var operation = "open /dev/null as"
        do throws(Errno) {
            let flags: DescriptorFlags = isNonBlocking ? .nonBlocking : []
            switch stream {
            case .null:
                let null = try NullDevice.descriptor()
                try insert(sharedHost: null, try OpenFile(shared: null, flags: flags))
            case .inherit:
                operation = "use descriptor \(number) as"
                try insertShared(try Syscall.duplicate(number), flags)
            case .descriptor(let number):
                operation = "use descriptor \(number) as"
                try insertShared(try Syscall.duplicate(number), flags)
            }
        } catch {
            throw ConfigurationError(operation: operation, subject: name, errno: error)
        }
    }

    /// Takes in a descriptor whose open file description others have too.
    @discardableResult
    mutating func insertShared(
        _ descriptor: consuming OwnedDescriptor, _ flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let file = try OpenFile(shared: descriptor.rawValue, flags: flags)
        return try insert(descriptor, file)
    }
}

extension OpenFile {
    /// Describes a descriptor that the system was given.
    init(shared fd: Int32, flags: DescriptorFlags) throws(Errno) {
        let attributes = try Syscall.status(fd)
        self.init(host: -1, type: FileType(mode: attributes.st_mode), flags: flags, rights: .file, ownsDescription: false)
        switch type {
        case .regularFile, .blockDevice: break
        case .characterDevice:
            // wasi-libc takes a character device without the rights to seek for a terminal.
            if isatty(fd) == 1 { rights = .stream }
            waiting = Syscall.neverWaits(attributes) ? .never : .asked
        case .directory:
            // A directory as a standard stream grants nothing below it.
            rights = [.attributes, .readDirectory, .sync, .syncData]
        case .streamSocket:
            describe(sharedSocket: fd)
        case .unknown, .datagramSocket, .symbolicLink:
            // A pipe has the rights to seek, and the host says that it cannot.
            waiting = .asked
        }
        let status = try Syscall.statusFlags(fd)
        if status & O_APPEND != 0 { self.flags.insert(.append) }
        // The host lets a file's owner set its times through any descriptor; one for reading grants reading.
        if type == .regularFile, status & O_ACCMODE == O_RDONLY { rights.remove(.setTimes) }
    }
}
