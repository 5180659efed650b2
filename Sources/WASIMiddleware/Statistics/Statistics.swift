public import WASICore

/// Counts a guest's calls, their errors, their time, and the bytes that pass through each descriptor.
///
/// ```swift
/// let statistics = Statistics()
/// command.wrappers = [{ system in statistics.wrap(system) }]
/// let result = try command.run()
/// print(statistics.report().text)
/// ```
///
/// Counts one guest, or several one after the other. ``report()`` may be asked on any thread, also while the guest runs; the
/// call that is being made is not in it.
public final class Statistics: Interceptor, Sendable {
    private let clock = TickClock()
    /// Per call: how often, how many errors, how many ticks.
    private let counters = Counters(count: SystemCallName.allCases.count * 3)
    private let open = OpenNames()

    /// Nothing has been counted.
    public init() {}

    /// Puts the statistics in front of a system, having asked it what it has open from the start.
    public func wrap(_ system: any SystemInterface) -> any SystemInterface {
        nameOpenDescriptors(of: bystander(of: system))
        return CountedSystem(system, by: self)
    }

    // Inlined into each call of `CountedSystem`, where the call is known and need not be put together and taken apart.
    @inline(__always)
    public func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        let first = Int(call.name.rawValue) * 3
        let start = clock.now
        do throws(Errno) {
            let value = try proceed()
            note(first, start)
            follow(call, value)
            return value
        } catch {
            note(first, start)
            counters[first + 1] &+= 1
            followFailure(call, error)
            throw error
        }
    }

    @inline(__always)
    private func note(_ first: Int, _ start: UInt64) {
        let end = clock.now
        counters[first] &+= 1
        counters[first + 2] &+= end > start ? end &- start : 0
    }

    /// What has been counted up to now.
    public func report() -> StatisticsReport {
        let scale = clock.scale()
        let calls: [StatisticsReport.Call] = SystemCallName.allCases.compactMap { name in
            let first = Int(name.rawValue) * 3
            guard counters[first] > 0 else { return nil }
            return StatisticsReport.Call(
                name, count: counters[first], errors: counters[first + 1],
                time: .nanoseconds(Int64(clamping: scale.nanoseconds(of: counters[first + 2]))))
        }
        return StatisticsReport(calls: calls, transfers: open.transfers)
    }
}

// MARK: Descriptors

extension Statistics {
    /// Counts bytes, and keeps up with what the guest has open.
    @inline(__always)
    private func follow(_ call: SystemCall, _ value: SystemValue) {
        switch call {
        case .fdRead(let fd, _), .fdPread(let fd, _, _):
            if case .count(let count) = value { open.received(count, fd) }
        case .fdWrite(let fd, _), .fdPwrite(let fd, _, _), .sockSend(let fd, _, _), .sockSendTo(let fd, _, _, _):
            if case .count(let count) = value { open.sent(count, fd) }
        case .sockRecv(let fd, _, _):
            if case .received(let received) = value { open.received(received.byteCount, fd) }
        case .sockRecvFrom(let fd, _, _):
            if case .message(let message) = value { open.received(message.byteCount, fd) }
        case .fdClose(let fd): open.close(fd)
        case .pathOpen, .fdRenumber, .sockOpen, .sockAccept, .sockBind, .sockConnect, .sockGetlocaladdr:
            followOpening(call, value)
        default: break
        }
    }

    private func followFailure(_ call: SystemCall, _ error: Errno) {
        switch call {
        // A descriptor is closed even when closing it fails, unless it never was open.
        case .fdClose(let fd) where error != .badFileDescriptor: open.close(fd)
        case .sockConnect(let fd, let address) where error == .nowInProgress: open.open(fd, "to \(address)")
        default: break
        }
    }

    // Apart from the calls that only count, which it would burden with its strings.
    @inline(never)
    private func followOpening(_ call: SystemCall, _ value: SystemValue) {
        switch (call, value) {
        case (.pathOpen(let path, _, _, _, inheriting: _, _), .descriptor(let fd)):
            let folder = open.name(of: path.directory)
            open.open(fd, folder == "." ? path.text : folder + (folder.hasSuffix("/") ? "" : "/") + path.text)
        case (.fdRenumber(let fd, let target), _):
            let name = open.name(of: fd)
            if fd != target { open.close(fd) }
            open.open(target, name)
        case (.sockOpen(_, let type, _), .descriptor(let fd)):
            open.open(fd, type == .datagram ? "datagram socket" : "stream socket")
        case (.sockAccept(let fd, _), .descriptor(let accepted)):
            open.open(accepted, "accepted \(open.name(of: fd))")
        case (.sockBind(let fd, let address), _): open.open(fd, "at \(address)")
        // Where it was bound without a port, this tells the one that was chosen.
        case (.sockGetlocaladdr(let fd), .address(let address)) where open.name(of: fd).hasPrefix("at "):
            open.open(fd, "at \(address)")
        case (.sockConnect(let fd, let address), _): open.open(fd, "to \(address)")
        default: break
        }
    }

    private func nameOpenDescriptors(of system: any SystemInterface) {
        open.open(.standardInput, "stdin")
        open.open(.standardOutput, "stdout")
        open.open(.standardError, "stderr")
        // The numbers behind the standard streams are given out without a gap.
        for number in 3..<UInt32(OpenNames.maximum) {
            let fd = Descriptor(rawValue: number)
            guard let status = try? system.status(of: fd) else { return }
            switch status.type {
            case .directory:
                if let preopen = try? system.preopen(fd) { open.open(fd, String(decoding: preopen.name, as: UTF8.self)) }
            case .streamSocket, .datagramSocket:
                if let peer = try? system.remoteAddress(of: fd) {
                    open.open(fd, "to \(peer)")
                } else if let address = try? system.localAddress(of: fd) {
                    open.open(fd, "at \(address)")
                }
            default: break
            }
        }
    }
}
