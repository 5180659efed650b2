/// Memories and stacks that are kept for the instances of one module, so that making and ending one changes next to nothing in the
/// process's address space: several times as many short runs a second, most of all on several threads.
///
/// A new instance finds its memory as the module describes it, whatever another one has left. What is set aside is address space,
/// about 4 GiB for each instance; memory is used when it is touched.
public struct InstancePool: Hashable, Sendable {
    /// How many instances there are at a time, up to 10,000. Default: 1,000.
    public var maximumInstances: Int
    /// How much of what an instance has touched stays in place for the next, in bytes: of its memory, of its stack and of its tables each.
    /// Clearing it takes less time than having it again from the system. Default: 64 KiB.
    public var residentBytes = 64 << 10
    /// How many elements a table can have. A module whose tables are larger from the start is refused. Default: 65,536.
    public var maximumTableElements = 1 << 16

    /// A pool of some size.
    public init(maximumInstances: Int = 1000) { self.maximumInstances = maximumInstances }
}

extension InstancePool {
    static let largest = 10_000
    /// How many tables a module can have: compilers use one.
    static let tablesPerInstance = 4
    /// What the engine keeps of a module for each instance, besides memories and tables, at most.
    static let instanceByteCount = 1 << 20
    /// What the engine sets aside for a memory, with what lies between two of them.
    private static let memoryByteCount = (4 << 30) + (64 << 20)

    /// Why the process cannot have such a pool; `nil` if it can.
    ///
    /// - Parameter stackByteCount: The size of a stack.
    func problem(stackByteCount: Int) -> String? {
        guard 1...InstancePool.largest ~= maximumInstances else {
            return "a pool is for 1 to \(InstancePool.largest) instances, not \(maximumInstances)"
        }
        guard 0...1 << 30 ~= residentBytes else {
            return "a pool's residentBytes are 0 to \(1 << 30), not \(residentBytes)"
        }
        guard 0...10_000_000 ~= maximumTableElements else {
            return "a pool's maximumTableElements are 0 to 10000000, not \(maximumTableElements)"
        }
        let tables = maximumTableElements * MemoryLayout<UInt>.size * InstancePool.tablesPerInstance
        if let reason = AddressSpace.reason(
            against: maximumInstances * InstancePool.memoryByteCount,
            used: maximumInstances * (stackByteCount + tables + InstancePool.instanceByteCount),
            mappings: maximumInstances * 2)
        {
            return "the process cannot set aside what a pool of \(maximumInstances) instances needs: \(reason)"
        }
        return nil
    }
}
