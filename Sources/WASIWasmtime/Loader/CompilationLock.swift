#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Sees to it that one process at a time makes the optimized code of a module, and that hopeless cases are left alone.
///
/// The system lets go of the lock when the process ends, however that happens. The size of the file is the number of attempts
/// that did not succeed, for which a full disk has room as well.
struct CompilationLock: ~Copyable {
    private let file: HostFile
    private let path: String
    private let status: HostFileStatus

    private static let maximumAttempts = 3
    /// After this time, in nanoseconds, a hopeless case gets another chance.
    private static let amnesty: Int64 = 86_400_000_000_000

    /// Takes the lock. `nil` if another process has it, or the cache cannot be written to.
    init?(_ cache: borrowing ModuleCache, _ key: CodeKey) {
        path = "\(cache.locks.path)/\(key.fileName)"
        guard let file = HostFile(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600), let status = file.status(),
            status.isRegular, status.isPrivate, flock(file.descriptor, LOCK_EX | LOCK_NB) == 0
        else { return nil }
        self.file = file
        self.status = status
    }

    /// Whether there is hope that the next attempt succeeds.
    var isWorthTrying: Bool {
        status.size < CompilationLock.maximumAttempts || HostFileStatus.now() - status.modified > CompilationLock.amnesty
    }

    /// Counts an attempt, before it is made: what ends this process cannot be noted afterwards.
    func noteAttempt() {
        let attempts = isWorthTrying && status.size >= CompilationLock.maximumAttempts ? 1 : status.size + 1
        _ = ftruncate(file.descriptor, off_t(attempts))
    }

    /// Forgets the attempts.
    func noteSuccess() { _ = unsafe unlink(path) }

    /// Gives the lock back.
    consuming func release() {}
}
