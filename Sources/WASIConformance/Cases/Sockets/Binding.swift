import WASICore

// Giving sockets an address of their own.
extension SocketCases {
    @CaseBuilder
    static var binding: [ConformanceCase] {
        for kind in SocketKind.internet {
            kind.holds("bound to a port have that port") { guest in
                let socket = try guest.open(kind)
                for _ in 0..<8 {
                    let address = kind.loopback(port: try guest.freePort(kind))
                    do {
                        try guest.bind(socket, to: address)
                    } catch let failure as CallFailure where failure.errno == .addressInUse {
                        continue
                    }
                    return try expect(try guest.localAddress(of: socket), is: address, "the local address")
                }
                throw ConformanceSkip("no port stayed free")
            }
            kind.holds("bound to port 0 get a port") { guest in
                let (_, address) = try guest.bound(kind)
                try expect(address.ip, is: kind.loopback().ip, "the address")
                try expect(address.port != 0, "the port must not be 0")
            }
            kind.holds("bound to port 0 get ports of their own") { guest in
                let (_, first) = try guest.bound(kind)
                let (_, second) = try guest.bound(kind)
                try expect(first != second, "two sockets must not both have \(first.text)")
            }
            kind.holds("can be bound to every address at once") { guest in
                let socket = try guest.open(kind)
                try guest.bind(socket, to: kind.everywhere())
                let address = try guest.localAddress(of: socket)
                try expect(address.ip, is: kind.everywhere().ip, "the address")
                try expect(address.port != 0, "the port must not be 0")
            }
            kind.holds("cannot be bound to an address that this machine does not have") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.addressNotAvailable) { try guest.bind(socket, to: kind.nowhere) }
            }
            kind.holds("cannot be bound to an address of another family") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.addressFamilyNotSupported) { try guest.bind(socket, to: kind.foreign()) }
                try guest.refuses(.addressFamilyNotSupported) { try guest.bind(socket, to: .unix(.path("/socket"))) }
            }
        }
        for kind in SocketKind.all {
            kind.holds("cannot be bound twice") { guest in
                let (socket, _) = try guest.bound(kind)
                try guest.refuses(.invalidArgument) { try guest.bind(socket, to: guest.freeAddress(kind)) }
            }
            kind.holds("cannot be bound to an address that another one has") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.refuses(.addressInUse) { try guest.bind(socket, to: address) }
            }
            kind.holds("cannot be bound without the right to accept") { guest in
                let socket = try guest.open(kind)
                try guest.drop(.accept, from: socket)
                try guest.refuses(.notCapable) { try guest.bind(socket, to: guest.freeAddress(kind)) }
            }
        }
        for kind in SocketKind.internetDatagrams {
            kind.holds("cannot be bound once they are connected") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.connect(socket, to: address)
                try guest.refuses(.invalidArgument) { try guest.bind(socket, to: kind.loopback()) }
            }
            kind.holds("cannot be bound once they have sent something") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.send(socket, "message", to: address)
                try expect(try guest.localAddress(of: socket).port != 0, "sending must give the socket a port")
                try guest.refuses(.invalidArgument) { try guest.bind(socket, to: kind.loopback()) }
            }
        }
        for kind in SocketKind.streams {
            kind.holds("that listened give their address back when they are closed") { guest in
                guard kind.family != .unix else {
                    let (socket, address) = try guest.listener(kind)
                    try guest.close(socket)
                    // The name stays in the file system.
                    try guest.refuses(.addressInUse) { try guest.bind(try guest.open(kind), to: address) }
                    guard case .unix(.path(let path)) = address else { return }
                    try guest.unlink(String(path.dropFirst()))
                    return try guest.bind(try guest.open(kind), to: address)
                }
                let (socket, address) = try guest.listener(kind)
                try guest.close(socket)
                try guest.bind(try guest.open(kind), to: address)
            }
        }
    }
}
