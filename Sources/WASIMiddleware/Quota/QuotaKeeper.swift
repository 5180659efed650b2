import WASICore

/// Keeps a guest within a ``Quota``.
final class QuotaKeeper: Interceptor {
    /// What a descriptor is, as far as it is counted.
    private enum Kind: UInt8 { case file, stream, messages, other }

    private let quota: Quota
    private let limiter: TransferLimiter
    // Calls do not overlap.
    /// The kinds that are known.
    @safe @exclusivity(unchecked) private var kinds: [Descriptor: Kind] = [
        .standardInput: .other, .standardOutput: .other, .standardError: .other,
    ]
    /// The descriptors that the guest has opened.
    @safe @exclusivity(unchecked) private var own: Set<Descriptor> = []

    init(_ quota: Quota, _ limiter: TransferLimiter) {
        self.quota = quota
        self.limiter = limiter
    }

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        if quota.remaining(.calls) == 0, call.name != .procExit { throw quota.refuse(.calls) }
        quota.use(.calls, 1)
        switch call {
        case .fdWrite(let fd, let buffers), .fdPwrite(let fd, let buffers, offset: _), .sockSend(let fd, let buffers, _),
            .sockSendTo(let fd, let buffers, _, _):
            return try transfer(fd, buffers.byteCount, file: .writtenBytes, isSending: true, proceed)
        case .fdRead(let fd, let buffers), .fdPread(let fd, let buffers, offset: _), .sockRecv(let fd, let buffers, _),
            .sockRecvFrom(let fd, let buffers, _):
            return try transfer(fd, buffers.byteCount, file: .readBytes, isSending: false, proceed)
        case .fdAllocate, .fdFilestatSetSize: return try reserve(call, proceed)
        case .pathOpen, .pathCreateDirectory, .pathSymlink, .pathLink, .sockOpen, .sockAccept, .sockBind:
            return try make(call, proceed)
        case .fdClose(let fd):
            do throws(Errno) {
                let value = try proceed()
                forget(fd)
                return value
            } catch {
                // It is closed all the same.
                if error != .badFileDescriptor { forget(fd) }
                throw error
            }
        case .fdRenumber(let fd, to: let target):
            let value = try proceed()
            guard fd != target else { return value }
            forget(target)
            kinds[target] = kinds.removeValue(forKey: fd)
            if own.remove(fd) != nil { own.insert(target) }
            return value
        default: return try proceed()
        }
    }

    private func forget(_ fd: Descriptor) {
        kinds[fd] = nil
        if own.remove(fd) != nil { quota.giveBack(.openDescriptors) }
    }

    private func kind(_ fd: Descriptor) -> Kind {
        if let kind = kinds[fd] { return kind }
        // What is not open is not remembered.
        guard let status = try? limiter.base.status(of: fd) else { return .other }
        let kind: Kind =
            switch status.type {
            case .regularFile: .file
            case .streamSocket: .stream
            case .datagramSocket: .messages
            default: .other
            }
        kinds[fd] = kind
        return kind
    }

    /// Reads or writes as much as is left.
    private func transfer(
        _ fd: Descriptor, _ byteCount: Int, file: Quota.Resource, isSending: Bool,
        _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        let kind = kind(fd)
        guard kind != .other else { return try proceed() }
        let resource = kind == .file ? file : .networkBytes
        if byteCount > 0, let remaining = quota.remaining(resource), remaining < UInt64(byteCount) {
            // A message is not cut: one that is received has been sent already.
            if remaining == 0 || (kind == .messages && isSending) { throw quota.refuse(resource) }
            if kind != .messages { limiter.next = Int(remaining) }
        }
        defer { limiter.next = nil }
        let value = try proceed()
        switch value {
        case .count(let count): quota.use(resource, UInt64(clamping: count))
        case .received(let received): quota.use(resource, UInt64(clamping: received.byteCount))
        case .message(let message): quota.use(resource, UInt64(clamping: message.byteCount))
        default: break
        }
        return value
    }

    /// Reserves space, or makes a file longer.
    private func reserve(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        var amount: UInt64 = 0
        switch call {
        // What no file can have is refused by the system.
        case .fdAllocate(_, offset: _, length: let length) where length <= Int64.max: amount = length
        case .fdFilestatSetSize(let fd, let size) where size <= Int64.max:
            let present = (try? limiter.base.attributes(of: fd))?.size ?? 0
            amount = size > present ? size &- present : 0
        default: break
        }
        if let remaining = quota.remaining(.writtenBytes), remaining < amount { throw quota.refuse(.writtenBytes) }
        let value = try proceed()
        quota.use(.writtenBytes, amount)
        return value
    }

    /// Opens a descriptor, or makes something that has a name.
    private func make(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        let creates = creates(call)
        if creates, quota.remaining(.createdFiles) == 0 { throw quota.refuse(.createdFiles) }
        let opens = call.name == .pathOpen || call.name == .sockOpen || call.name == .sockAccept
        if opens, quota.remaining(.openDescriptors) == 0 { throw quota.refuse(.openDescriptors) }
        let value = try proceed()
        if creates { quota.use(.createdFiles, 1) }
        if case .descriptor(let fd) = value {
            // Whatever is remembered under its number is no more.
            kinds[fd] = nil
            if own.insert(fd).inserted { quota.use(.openDescriptors, 1) }
        }
        return value
    }

    /// Whether a call makes something that has a name.
    private func creates(_ call: SystemCall) -> Bool {
        switch call {
        case .pathCreateDirectory, .pathSymlink, .pathLink: return true
        case .sockBind(_, .unix(.path)): return true
        case .pathOpen(let path, let follow, let options, _, inheriting: _, _):
            guard options.contains(.create) else { return false }
            // What cannot be seen is taken for missing.
            return (try? limiter.base.attributes(at: path, follow: follow)) == nil
        default: return false
        }
    }
}
