/// Randomness.
public protocol RandomCalls: AnyObject {
    /// Fills a buffer with random bytes, fit for cryptography unless the system says otherwise.
    ///
    /// - Throws: At least ``Errno/ioError`` when the source of randomness fails.
    ///
    /// WASI: `random_get`. Linux: `getrandom`.
    func randomBytes(into buffer: inout MutableRawSpan) throws(Errno)
}
