import WASICore

/// Answers what is asked beside the program's calls, and remembers what was told of addresses: they may be others a moment later,
/// and a replay has to tell the same.
final class RecordingWitness: ForwardingSystem {
    let base: any SystemInterface
    private var known: [Descriptor: SocketAddresses] = [:]

    init(_ base: any SystemInterface) { self.base = base }

    func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        guard let address = addresses(of: fd).local else { throw .notSocket }
        return address
    }

    func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        guard let address = addresses(of: fd).remote else { throw .socketNotConnected }
        return address
    }

    /// Both addresses of a socket.
    func addresses(of fd: Descriptor) -> SocketAddresses {
        if let addresses = known[fd] { return addresses }
        let addresses = SocketAddresses(local: try? base.localAddress(of: fd), remote: try? base.remoteAddress(of: fd))
        known[fd] = addresses
        return addresses
    }

    /// Forgets addresses, which the program's next call may change.
    func forget() { known.removeAll(keepingCapacity: true) }

    /// What is open from the start: the numbers are given out without a gap.
    func openDescriptors() -> [OpenDescriptor] {
        var descriptors: [OpenDescriptor] = []
        for number in 0..<UInt32(1 << 16) {
            let fd = Descriptor(rawValue: number)
            guard let status = try? base.status(of: fd) else {
                if number < 3 { continue }
                break
            }
            var descriptor = OpenDescriptor(fd: fd, status: status)
            switch status.type {
            case .directory: descriptor.preopen = try? base.preopen(fd)
            case .streamSocket, .datagramSocket: descriptor.addresses = addresses(of: fd)
            default: break
            }
            descriptors.append(descriptor)
        }
        return descriptors
    }
}

/// A system whose calls go where they did; only who watches them asks the witness.
final class WitnessedSystem: ForwardingSystem, ObservedSystem {
    let base: any SystemInterface
    private let witness: RecordingWitness

    init(_ base: any SystemInterface, _ witness: RecordingWitness) {
        self.base = base
        self.witness = witness
    }

    var bystander: any SystemInterface { witness }
}
