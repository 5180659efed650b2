import CTestSupport

/// Whether ``allocations(in:)`` can tell.
public let countsAllocations = ctest_counts_allocations() != 0

/// How many blocks of memory `body` asks for on this thread.
public func allocations<Failure: Error>(in body: () throws(Failure) -> Void) throws(Failure) -> Int {
    ctest_ignore_throws(1)
    defer { ctest_ignore_throws(0) }
    let before = ctest_allocation_count()
    try body()
    return ctest_allocation_count() - before
}
