import WASICore

/// Why a path was not resolved.
///
/// Both cases are an ``WASICore/Errno`` to the guest. They are kept apart so that a refusal for want of a grant can be told
/// from the host's own refusals.
enum ResolutionFailure: Error, Hashable, Sendable {
    /// The path, or a symbolic link on it, leads out of the directory.
    case outside
    /// The host has refused.
    case host(Errno)

    /// What the guest sees.
    var errno: Errno {
        switch self {
        case .outside: .notPermitted
        case .host(let errno): errno
        }
    }
}

/// Makes system calls in the midst of a resolution.
@inline(__always)
func resolving<Result: ~Copyable>(_ call: () throws(Errno) -> Result) throws(ResolutionFailure) -> Result {
    do throws(Errno) { return try call() } catch { throw .host(error) }
}
