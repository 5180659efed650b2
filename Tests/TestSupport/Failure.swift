public import WASICore

/// The error that `body` throws; `nil` if it succeeds.
///
/// For `#expect(failure { … } == .notCapable)`, which shows both values when it fails.
public func failure<Result: ~Copyable>(_ body: () throws(Errno) -> Result) -> Errno? {
    do throws(Errno) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
