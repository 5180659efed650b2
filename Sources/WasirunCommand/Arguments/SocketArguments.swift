import WASICore
import WASIUnix

/// What `--listen` and `--dial` ask for.
struct SocketArguments: Hashable {
    /// The sockets, those that listen first.
    var grants: [SocketGrant] = []
    /// The descriptors of this process that the guest gets or might have got. Once the guest has its own, they are to be closed:
    /// a connection would not end with the guest's descriptor, nor a port become free.
    var inherited: Set<Int32> = []

    init() {}

    /// Understands the options.
    ///
    /// - Parameter activation: What was handed over to this process, for `--listen systemd`.
    init(_ options: NetworkOptions, activation: SocketActivation) throws(CommandFailure) {
        for argument in options.listens { try add(argument, "--listen", activation, SocketGrant.listen) }
        for argument in options.dials { try add(argument, "--dial", activation, SocketGrant.dial) }
    }

    private mutating func add(
        _ argument: String, _ option: String, _ activation: SocketActivation, _ grant: (SocketEndpoint) -> SocketGrant
    ) throws(CommandFailure) {
        let (place, query) = argument.split(atFirst: "?") ?? (argument, "")
        let parts = place.split(atFirst: ":") ?? (place, "")
        switch (parts.before, option) {
        case ("fd", _):
            guard parts.behind.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int32(parts.behind) else {
                throw .usage(
                    "\(option) \"\(argument.visible)\" does not number a descriptor; write fd:N, or tcp://fd:PORT for a host"
                )
            }
            add([number], isNonBlocking: try isNonBlocking(query, argument, option))
        case ("systemd", "--listen") where place == "systemd" || !isPort(parts.behind):
            let name = place == "systemd" ? nil : parts.behind
            let isNonBlocking = try isNonBlocking(query, argument, option)
            add(try activation.sockets(named: name), isNonBlocking: isNonBlocking)
            inherited.formUnion(activation.all)
        default:
            do throws(SocketEndpointError) {
                grants.append(grant(try SocketEndpoint(argument)))
            } catch {
                throw .usage("\(option) \(error)")
            }
        }
    }

    private mutating func add(_ descriptors: [Int32], isNonBlocking: Bool) {
        for descriptor in descriptors {
            grants.append(SocketGrant(descriptor: descriptor, isNonBlocking: isNonBlocking))
            inherited.insert(descriptor)
        }
    }

    /// Of the options behind an address, the one that makes sense for a socket that is open already.
    private func isNonBlocking(_ query: String, _ argument: String, _ option: String) throws(CommandFailure) -> Bool {
        switch query {
        case "", "nonblock=1", "nonblock=true": return true
        case "nonblock=0", "nonblock=false": return false
        default:
            throw .usage(
                "\(option) \"\(argument.visible)\" has an option that an open socket does not take; there is only nonblock, 0 or 1"
            )
        }
    }

    private func isPort(_ text: String) -> Bool { UInt16(port: text) != nil }
}
