public import WASICore

/// Counts what a guest uses up, and refuses what would be more than it may.
///
/// ```swift
/// var limits = QuotaLimits()
/// limits.writtenBytes = 1 << 30
/// let quota = Quota(limits) { _ in control.stop() }
/// command.wrappers.append { quota.wrapping($0) }
/// // Afterwards, or on another thread meanwhile:
/// quota.used(.writtenBytes)
/// ```
///
/// What is refused fails: writing and making files with ``QuotaLimits/answer``, opening with ``WASICore/Errno/tooManyOpenFiles``, everything
/// else with ``WASICore/Errno/diskQuotaExceeded``. A write that would exceed the limit writes what is still allowed, and only the next one
/// fails, as on a disk that becomes full; a message is sent whole or not at all.
///
/// For one guest, or several one after the other. Counting takes no lock and allocates nothing.
public final class Quota: Sendable {
    /// What is counted; ``QuotaLimits`` says how.
    public enum Resource: Int, Hashable, Sendable, CaseIterable {
        /// ``QuotaLimits/writtenBytes``.
        case writtenBytes
        /// ``QuotaLimits/readBytes``.
        case readBytes
        /// ``QuotaLimits/networkBytes``.
        case networkBytes
        /// ``QuotaLimits/createdFiles``.
        case createdFiles
        /// ``QuotaLimits/openDescriptors``.
        case openDescriptors
        /// ``QuotaLimits/calls``.
        case calls
    }

    /// What is allowed.
    public let limits: QuotaLimits
    private let onExceeded: (@Sendable (Resource) -> Void)?
    private let counters = Counters(count: Resource.allCases.count)
    /// 1 for what something was refused of.
    private let refused = Counters(count: Resource.allCases.count)

    /// Makes a quota of which nothing is used.
    ///
    /// - Parameter onExceeded: Told of the first refusal for each resource, on the thread that runs the guest; it can stop the guest.
    ///   Default: nobody.
    public init(_ limits: QuotaLimits, onExceeded: (@Sendable (Resource) -> Void)? = nil) {
        self.limits = limits
        self.onExceeded = onExceeded
    }

    /// How much has been used; of descriptors, how many are open. On any thread.
    public func used(_ resource: Resource) -> UInt64 { counters[resource.rawValue] }

    /// Whether something has been refused for want of it. On any thread.
    public func isExceeded(_ resource: Resource) -> Bool { refused[resource.rawValue] != 0 }

    /// Stands in front of a system, which it asks what descriptors are.
    public func wrapping(_ system: any SystemInterface) -> any SystemInterface {
        let limiter = TransferLimiter(system)
        return InterceptedSystem(limiter, by: QuotaKeeper(self, limiter))
    }

    /// How much is left; `nil` for any amount.
    @inline(__always)
    func remaining(_ resource: Resource) -> UInt64? {
        guard let limit = limits[resource] else { return nil }
        let used = counters[resource.rawValue]
        return limit > used ? limit &- used : 0
    }

    @inline(__always)
    func use(_ resource: Resource, _ amount: UInt64) {
        let (sum, overflow) = counters[resource.rawValue].addingReportingOverflow(amount)
        counters[resource.rawValue] = overflow ? .max : sum
    }

    func giveBack(_ resource: Resource) {
        let used = counters[resource.rawValue]
        if used > 0 { counters[resource.rawValue] = used &- 1 }
    }

    /// Notes a refusal, and gives the error for it.
    @inline(never)
    func refuse(_ resource: Resource) -> Errno {
        if refused[resource.rawValue] == 0 {
            refused[resource.rawValue] = 1
            onExceeded?(resource)
        }
        switch resource {
        case .writtenBytes, .createdFiles: return limits.answer
        case .openDescriptors: return .tooManyOpenFiles
        case .readBytes, .networkBytes, .calls: return .diskQuotaExceeded
        }
    }
}
