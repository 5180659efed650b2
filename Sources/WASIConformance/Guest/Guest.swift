import WASICore

/// What a case plays: a program that calls a system.
///
/// Its methods are the calls of the interface, with plain values for buffers. A call that fails throws ``CallFailure``, which
/// knows the call and the line; ``refuses(_:file:line:_:)`` is for calls that must fail.
final class Guest {
    let subject: ConformanceSubject
    let features: Set<ConformanceFeature>
    /// The call that was made last, for messages.
    private var lastCall = "nothing"
    /// How many names of local sockets have been made up.
    private var nameCount = 0

    init(_ subject: ConformanceSubject, features: Set<ConformanceFeature>) {
        self.subject = subject
        self.features = features
    }

    var system: any SystemInterface { subject.system }

    /// A name in the root directory that no other socket of the case has.
    func newName() -> String {
        nameCount += 1
        return "/socket\(nameCount)"
    }

    /// Makes a call of the interface.
    func call<Result>(
        _ text: @autoclosure () -> String, _ file: String, _ line: Int, _ body: () throws(Errno) -> Result
    ) throws -> Result {
        lastCall = text()
        do throws(Errno) {
            return try body()
        } catch {
            throw CallFailure(call: lastCall, errno: error, file: file, line: line)
        }
    }

    /// Fails unless `body` ends with one of these errors.
    func refuses<Result>(
        _ errors: Errno..., file: String = #fileID, line: Int = #line, _ body: () throws -> Result
    ) throws {
        let wanted = errors.map(\.name).joined(separator: " or ")
        do {
            _ = try body()
        } catch let failure as CallFailure {
            if errors.contains(failure.errno) { return }
            throw ConformanceFailure(
                "\(failure.call) must fail with \(wanted), not with \(failure.errno)", file: file, line: line)
        }
        throw ConformanceFailure("\(lastCall) must fail with \(wanted), and succeeds", file: file, line: line)
    }
}

extension Guest {
    /// Fails unless `body` ends with an error that says that a feature is missing; skips the case if it is not missing after all.
    func misses<Result>(
        _ feature: ConformanceFeature, _ error: Errno, file: String = #fileID, line: Int = #line, _ body: () throws -> Result
    ) throws {
        try refuses(error, file: file, line: line) {
            _ = try body()
            throw ConformanceSkip("the system has \(feature.rawValue), though its world does not say so")
        }
    }
}

/// A call that has failed though it must not.
struct CallFailure: Error {
    var call: String
    var errno: Errno
    var file: String
    var line: Int

    var asFailure: ConformanceFailure { ConformanceFailure("\(call) fails with \(errno)", file: file, line: line) }
}

/// Fails unless two values are the same.
func expect<Value: Equatable>(
    _ value: Value, is wanted: Value, _ what: @autoclosure () -> String = "the result", file: String = #fileID,
    line: Int = #line
) throws {
    guard value != wanted else { return }
    throw ConformanceFailure("\(what()) must be \(wanted), not \(value)", file: file, line: line)
}

/// Fails unless something holds; the text says what must hold, with the values that were seen.
func expect(
    _ holds: Bool, _ what: @autoclosure () -> String, file: String = #fileID, line: Int = #line
) throws {
    if !holds { throw ConformanceFailure(what(), file: file, line: line) }
}
