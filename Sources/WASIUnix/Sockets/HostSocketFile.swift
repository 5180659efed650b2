#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

/// The file by which a local socket of the system's own is found; removed with the object, unless another has taken its place.
final class HostSocketFile {
    private let directory: OwnedDescriptor
    private let name: [CChar]
    private let device: dev_t
    private let inode: ino_t

    /// Takes note of the file at a path; `nil` if it cannot be found again.
    init?(_ path: String) {
        let bytes = Array(path.utf8)
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let parent = start == 0 ? "." : String(decoding: bytes[..<start], as: UTF8.self)
        name = bytes[start...].map(CChar.init(bitPattern:)) + [0]
        guard let directory = try? Syscall.open(hostPath: parent, O_RDONLY | O_DIRECTORY),
            let status = Self.status(name, in: directory.rawValue)
        else { return nil }
        self.directory = directory
        device = status.st_dev
        inode = status.st_ino
    }

    deinit {
        guard let status = Self.status(name, in: directory.rawValue), status.st_dev == device, status.st_ino == inode
        else { return }
        _ = unsafe Self.with(name) { name in try? unsafe Syscall.unlink(name, in: directory.rawValue) }
    }

    private static func status(_ name: [CChar], in directory: Int32) -> stat? {
        unsafe with(name) { name in try? unsafe Syscall.status(name, in: directory) } ?? nil
    }

    private static func with<Result>(_ name: [CChar], _ body: (UnsafePointer<CChar>) -> Result) -> Result? {
        unsafe name.withUnsafeBufferPointer { name in unsafe name.baseAddress.map { unsafe body($0) } }
    }

    /// What is at the path of a socket that could not be bound.
    enum State {
        /// Somebody listens there, or it is not known that nobody does.
        case answered
        /// A socket that nobody has open.
        case abandoned
        case other
    }

    /// Removes the file at a path, if that is allowed.
    static func remove(_ path: String) {
        let name = Array(path.utf8).map(CChar.init(bitPattern:)) + [0]
        _ = unsafe with(name) { name in try? unsafe Syscall.unlink(name, in: AT_FDCWD) }
    }

    static func state(of path: String) -> State {
        let name = Array(path.utf8).map(CChar.init(bitPattern:)) + [0]
        guard let status = status(name, in: AT_FDCWD) else { return .answered }
        guard status.st_mode & S_IFMT == S_IFSOCK else { return .other }
        for type in [cwasi_sock_stream, cwasi_sock_dgram] {
            do throws(Errno) {
                let socket = try Syscall.socket(AF_UNIX, type)
                try Syscall.connect(socket.rawValue, to: try HostAddress(localName: Array(path.utf8)))
                return .answered
            } catch .connectionRefused {
                return .abandoned
            } catch .protocolWrongTypeForSocket {
                // It is of the other type.
            } catch {
                return .answered
            }
        }
        return .answered
    }
}
