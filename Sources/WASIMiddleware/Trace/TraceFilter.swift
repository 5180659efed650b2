import WASICore

/// Which calls a ``Tracer`` shows.
///
/// A list such as `path_*,!clock_*`: names of calls with `*` for anything, families (`sockets`), descriptors (`fd=3`) and paths
/// (`path=/data/*`, as the program sees them); with `!`, what is not to be shown. A call is shown if one of the others matches, or
/// there are none, and nothing with `!` does.
public struct TraceFilter: Hashable, Sendable {
    /// Whether only calls that fail are shown. Default: `false`.
    public var onlyFailures = false

    private enum Term: Hashable { case call(Set<SystemCallName>), descriptor(UInt32), path([UInt8]) }
    private var wanted: [Term] = []
    private var unwanted: [Term] = []

    /// Everything.
    public init() {}

    /// Understands a list.
    ///
    /// - Throws: ``TraceFilterError`` for what is no call, no family and no descriptor.
    public init(_ list: String) throws(TraceFilterError) {
        for part in list.split(separator: ",") {
            let isNegative = part.hasPrefix("!")
            let text = String(isNegative ? part.dropFirst() : part)
            let term: Term
            if text.hasPrefix("fd=") {
                guard let number = UInt32(text.dropFirst(3)) else { throw TraceFilterError(term: text) }
                term = .descriptor(number)
            } else if text.hasPrefix("path=") {
                term = .path(Array(text.dropFirst(5).utf8))
            } else {
                let pattern = Array(text.utf8)
                let names = SystemCallName.allCases.filter {
                    matches(Array($0.description.utf8), pattern) || $0.family.rawValue == text
                }
                guard !names.isEmpty else { throw TraceFilterError(term: text) }
                term = .call(Set(names))
            }
            if isNegative { unwanted.append(term) } else { wanted.append(term) }
        }
    }

    /// Whether every call is shown, if it is not for its failing or succeeding.
    var passesAll: Bool { wanted.isEmpty && unwanted.isEmpty }

    /// Whether paths have to be known.
    var needsPaths: Bool {
        (wanted + unwanted).contains { if case .path = $0 { true } else { false } }
    }

    /// Whether a call is shown, if it is not for its failing or succeeding.
    func passes(_ name: SystemCallName, _ descriptor: Descriptor?, path: () -> [UInt8]?) -> Bool {
        func hits(_ term: Term) -> Bool {
            switch term {
            case .call(let names): names.contains(name)
            case .descriptor(let number): descriptor?.rawValue == number
            case .path(let pattern): path().map { matches($0, pattern) } ?? false
            }
        }
        return (wanted.isEmpty || wanted.contains(where: hits)) && !unwanted.contains(where: hits)
    }
}

/// What a ``TraceFilter`` cannot be made of.
public struct TraceFilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The part that is not understood.
    public var term: String

    public var description: String {
        "\"\(term)\" is no call, no family of calls and no descriptor (such as \"path_*\", \"sockets\", \"fd=3\", \"path=/data/*\")"
    }
}

/// Whether a pattern, in which `*` stands for anything, matches a name as a whole.
func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    var at = 0, next = 0, star = -1, mark = 0
    while at < name.count {
        if next < pattern.count, pattern[next] == 0x2a {
            star = next
            mark = at
            next += 1
        } else if next < pattern.count, pattern[next] == name[at] {
            at += 1
            next += 1
        } else if star >= 0 {
            next = star + 1
            mark += 1
            at = mark
        } else {
            return false
        }
    }
    return pattern[next...].allSatisfy { $0 == 0x2a }
}
