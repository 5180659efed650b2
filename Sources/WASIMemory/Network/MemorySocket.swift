import Synchronization
import WASICore

/// A socket of a network that a descriptor holds; closed with the last reference at the latest.
final class MemorySocket: Sendable {
    let machine: MemoryMachine
    let id: SocketID
    let family: AddressFamily
    let type: SocketType
    private let isClosed = Atomic<Bool>(false)

    init(_ machine: MemoryMachine, _ id: SocketID, _ family: AddressFamily, _ type: SocketType) {
        self.machine = machine
        self.id = id
        self.family = family
        self.type = type
    }

    deinit { close() }

    /// Does something with the network in one step.
    func perform<Result>(_ body: (inout NetworkState) throws(Errno) -> Result) throws(Errno) -> Result {
        try machine.network.perform(body)
    }

    func close() {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        try? perform { (network) throws(Errno) in network.close(id) }
    }

    func watch(_ wakeup: Wakeup) { try? perform { (network) throws(Errno) in network.sockets[id]?.watchers.add(wakeup) } }

    func unwatch(_ wakeup: Wakeup) {
        try? perform { (network) throws(Errno) in network.sockets[id]?.watchers.remove(wakeup) }
    }

    /// What is known of it at this moment.
    func state() throws(Errno) -> SocketState { try perform { (network) throws(Errno) in try network.socket(id) } }

    var isListening: Bool { (try? state().stage) == .listening }

    func readiness(_ type: EventType) -> Readiness? {
        (try? perform { (network) throws(Errno) in network.readiness(id, type) }) ?? nil
    }
}

extension MemorySocket: Hashable {
    static func == (left: MemorySocket, right: MemorySocket) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
