#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

// The sockets that a guest starts with.
extension FileTable {
    /// Opens or duplicates a granted socket.
    ///
    /// - Parameters:
    ///   - nameServers: Where names are looked up; at the host's own resolver if there are none.
    ///   - files: Gets the file that a listening local socket has made.
    mutating func open(
        _ grant: SocketGrant, nameServers: [SocketAddress], files: inout [HostSocketFile]
    ) throws(ConfigurationError) -> GrantedSocket {
        switch grant.source {
        case .descriptor(let number): return try adopt(number, grant.isNonBlocking)
        case .listen(let endpoint):
            var opening = SocketOpening(endpoint, nameServers: nameServers)
            do throws(Errno) {
                let socket = try opening.listen()
                if let file = opening.file { files.append(file) }
                return try insert(socket, of: opening, isNonBlocking: grant.isNonBlocking)
            } catch {
                throw ConfigurationError(
                    operation: "listen on", subject: endpoint.subject, errno: error, hint: opening.hint(for: error))
            }
        case .dial(let endpoint):
            var opening = SocketOpening(endpoint, nameServers: nameServers)
            do throws(Errno) {
                let socket = try opening.dial(waits: !grant.isNonBlocking)
                return try insert(socket, of: opening, isNonBlocking: grant.isNonBlocking)
            } catch {
                throw ConfigurationError(operation: "connect to", subject: endpoint.subject, errno: error)
            }
        }
    }

    /// Duplicates a socket of the host process.
    private mutating func adopt(_ number: Int32, _ isNonBlocking: Bool) throws(ConfigurationError) -> GrantedSocket {
        do throws(Errno) {
            let descriptor = try Syscall.duplicate(number)
            let host = descriptor.rawValue
            guard try Syscall.status(host).st_mode & S_IFMT == S_IFSOCK else { throw .notSocket }
            let fd = try insertShared(descriptor, isNonBlocking ? .nonBlocking : [])
            return try described(fd)
        } catch {
            throw ConfigurationError(operation: "use as a socket descriptor", subject: String(number), errno: error)
        }
    }

    private mutating func insert(
        _ socket: consuming OwnedDescriptor, of opening: SocketOpening, isNonBlocking: Bool
    ) throws(Errno) -> GrantedSocket {
        let isListener = opening.stage == .listening
        var file = OpenFile(
            newSocket: opening.endpoint.type, opening.family, rights: isListener ? .listener : .connection,
            inheriting: isListener ? .connection : [])
        file.stage = opening.stage
        file.isBoundByRule = true
        if isNonBlocking { file.flags.insert(.nonBlocking) }
        return try described(try insert(socket, file))
    }

    /// A granted socket as its embedder sees it: a path is the host's.
    private func described(_ fd: Descriptor) throws(Errno) -> GrantedSocket {
        let file = try file(fd)
        let host = try Syscall.localAddress(of: file.host)
        let address: SocketAddress
        if let internet = host.internet {
            address = internet
        } else {
            let name = host.localName ?? []
            let text = String(decoding: name.first == 0 ? name[1...] : name[...], as: UTF8.self)
            address = .unix(name.isEmpty ? .unnamed : name[0] == 0 ? .abstract(text) : .path(text))
        }
        return GrantedSocket(
            descriptor: fd, address: address, type: file.type == .datagramSocket ? .datagram : .stream)
    }
}

extension SocketEndpoint {
    /// The place as a user is likely to have written it, without options.
    fileprivate var subject: String {
        let text = SocketEndpoint(place, type: type).description
        return text.hasPrefix("tcp://") ? String(text.dropFirst(6)) : text
    }
}

extension OpenFile {
    /// Describes a socket that others have too.
    mutating func describe(sharedSocket fd: Int32) {
        family = (try? Syscall.localAddress(of: fd))?.family ?? .unspecified
        isBoundByRule = true
        rights = .connection
        if Syscall.isDatagramSocket(fd) {
            type = .datagramSocket
            stage = Syscall.isConnected(fd) ? .connected : .open
        } else if Syscall.isListening(fd) {
            type = .streamSocket
            stage = .listening
            rights = .listener
            inheriting = .connection
        } else {
            type = .streamSocket
            stage = Syscall.isConnected(fd) ? .connected : .open
        }
    }
}
