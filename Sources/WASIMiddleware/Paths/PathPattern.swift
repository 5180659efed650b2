/// Paths that look alike: `/data/*.txt`, `/home/**/.ssh`.
///
/// `*` stands for anything within a component, `**` as a whole component for any number of components, none included. **A pattern
/// covers what it matches and all that is below**: `/data/secret` covers `/data/secret/key`. Bytes are compared as they are; on a host
/// that takes large and small letters for the same, a pattern does not.
///
/// What is matched is the path as the guest sees it: the name of the granted directory and the path in it, without `.` and doubled
/// slashes. Below a directory that is granted as `.` or as `data`, paths do not begin with a slash, and nor must patterns.
public struct PathPattern: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// How a pattern stands to a path.
    enum Coverage { case none, below, all }

    /// The pattern as it was written.
    public let description: String
    private let parts: [[UInt8]]

    /// The pattern that a text writes; every text is one.
    public init(_ text: String) {
        description = text
        parts = PathPattern.parts(of: Array(text.utf8))
    }

    /// The pattern that a text writes.
    public init(stringLiteral text: String) { self.init(text) }

    /// The components of a path; an absolute one begins with an empty one.
    static func parts(of path: [UInt8]) -> [[UInt8]] {
        let parts = path.split(separator: 0x2f).map(Array.init).filter { $0 != [0x2e] }
        return path.first == 0x2f ? [[]] + parts : parts
    }

    /// Whether the pattern covers a path, or may cover something below it.
    func coverage(of path: [[UInt8]]) -> Coverage {
        var states: Set<Int> = [0]
        skipStars(&states)
        if states.contains(parts.count) { return .all }
        for component in path {
            var next: Set<Int> = []
            for state in states {
                if parts[state] == anything {
                    next.insert(state)
                } else if component.isEmpty ? parts[state].isEmpty : matches(component, parts[state]) {
                    next.insert(state + 1)
                }
            }
            states = next
            skipStars(&states)
            if states.contains(parts.count) { return .all }
        }
        return states.isEmpty ? .none : .below
    }

    /// A double star may stand for nothing.
    private func skipStars(_ states: inout Set<Int>) {
        for state in states {
            var next = state
            while next < parts.count, parts[next] == anything {
                next += 1
                states.insert(next)
            }
        }
    }
}

private let anything: [UInt8] = [0x2a, 0x2a]
