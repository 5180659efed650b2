import WASICore

/// The sockets that systemd, or whoever speaks its protocol, has opened and handed over to this process: from descriptor 3 on, as many
/// as `LISTEN_FDS` says, for the process that `LISTEN_PID` names, called as `LISTEN_FDNAMES` says.
struct SocketActivation {
    /// The environment of this process.
    var environment: [EnvironmentVariable]
    /// This process's number.
    var process: Int32

    private static let first: Int32 = 3

    /// All of the sockets; none if nothing was handed over to this process.
    var all: [Int32] { (try? sockets(named: nil)) ?? [] }

    /// The sockets in their order.
    ///
    /// - Parameter name: The name of those that are wanted; `nil` for all.
    /// - Throws: A failure that says what is missing.
    func sockets(named name: String?) throws(CommandFailure) -> [Int32] {
        guard let count = try number("LISTEN_FDS"), count > 0 else {
            throw SocketActivation.failure("no sockets were handed over to this process (LISTEN_FDS)")
        }
        guard let receiver = try number("LISTEN_PID") else {
            throw SocketActivation.failure("it is not said to whom the sockets were handed over (LISTEN_PID)")
        }
        guard receiver == process else {
            throw SocketActivation.failure(
                "the sockets were handed over to process \(receiver) (LISTEN_PID), and this is process \(process)")
        }
        let (end, overflow) = SocketActivation.first.addingReportingOverflow(count)
        guard !overflow, count <= 1 << 20 else {
            throw SocketActivation.failure("nobody hands over \(count) sockets (LISTEN_FDS)")
        }
        let descriptors = Array(SocketActivation.first..<end)
        guard let name else { return descriptors }
        let names = try names(count: descriptors.count)
        let wanted = zip(descriptors, names).filter { $0.1 == name }.map(\.0)
        guard !wanted.isEmpty else {
            let others = names.map { "\"\($0.visible)\"" }.joined(separator: ", ")
            throw SocketActivation.failure("no socket is called \"\(name.visible)\", only \(others)")
        }
        return wanted
    }

    private func names(count: Int) throws(CommandFailure) -> [String] {
        let text = value("LISTEN_FDNAMES") ?? ""
        let names = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard names.count == count else {
            throw SocketActivation.failure(
                "\(names.count == 1 ? "1 name" : "\(names.count) names") (LISTEN_FDNAMES) cannot tell \(count) sockets (LISTEN_FDS) apart"
            )
        }
        return names
    }

    private func value(_ name: String) -> String? { environment.first { $0.name == name }?.value }

    private func number(_ name: String) throws(CommandFailure) -> Int32? {
        guard let text = value(name), !text.isEmpty else { return nil }
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int32(text) else {
            throw SocketActivation.failure("\(name) is \"\(text.visible)\", which is not a number")
        }
        return number
    }

    private static func failure(_ reason: String) -> CommandFailure {
        CommandFailure(.wasirunFailed, "--listen systemd: \(reason)")
    }
}
