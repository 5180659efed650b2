public import WASICore

/// What a guest may do with which paths, on top of what it was granted.
///
/// ```swift
/// var policy = PathPolicy()
/// policy.rules = [.deny("/work/.git", .all), .allow("/work/out", .all), .deny("/work", [.write, .create, .delete])]
/// command.wrappers.append { PolicedPaths($0, policy: policy) }
/// ```
///
/// ``PolicedPaths`` says what this guarantees, and what not.
public struct PathPolicy: Hashable, Sendable {
    /// What is done with a path.
    public struct Operations: OptionSet, Hashable, Sendable {
        /// A bit for each operation.
        public let rawValue: UInt8

        /// The operations of some bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Opening for reading, listing, asking for attributes and where a link leads.
        public static var read: Operations { Operations(rawValue: 1 << 0) }
        /// Opening for writing, cutting, setting times; sending to a local socket.
        public static var write: Operations { Operations(rawValue: 1 << 1) }
        /// Making files, directories, links and local sockets.
        public static var create: Operations { Operations(rawValue: 1 << 2) }
        /// Removing and renaming.
        public static var delete: Operations { Operations(rawValue: 1 << 3) }

        /// All of them.
        public static var all: Operations { [.read, .write, .create, .delete] }
    }

    /// One rule.
    public struct Rule: Hashable, Sendable {
        /// What the rule is for.
        public var pattern: PathPattern
        /// Which operations it decides about.
        public var operations: Operations
        /// Whether it allows them, or refuses them.
        public var isAllowed: Bool

        /// Makes a rule.
        public init(_ pattern: PathPattern, _ operations: Operations, isAllowed: Bool) {
            self.pattern = pattern
            self.operations = operations
            self.isAllowed = isAllowed
        }

        /// A rule that allows.
        public static func allow(_ pattern: PathPattern, _ operations: Operations = .all) -> Rule {
            Rule(pattern, operations, isAllowed: true)
        }

        /// A rule that refuses.
        public static func deny(_ pattern: PathPattern, _ operations: Operations = .all) -> Rule {
            Rule(pattern, operations, isAllowed: false)
        }
    }

    /// The first rule that covers the path and has the operation decides. Default: none.
    public var rules: [Rule] = []
    /// What holds where no rule decides. Default: `true`.
    public var allowsOtherwise = true
    /// What refused calls fail with: ``WASICore/Errno/permissionDenied``, ``WASICore/Errno/notPermitted``, or
    /// ``WASICore/Errno/noSuchFileOrDirectory`` if the guest is not to know. Listings show every name all the same. Default: the first.
    public var answer = Errno.permissionDenied

    /// A policy that refuses nothing.
    public init() {}

    /// Whether nothing can be refused.
    var allowsEverything: Bool { allowsOtherwise && rules.allSatisfy(\.isAllowed) }

    /// Whether an operation is allowed.
    func allows(_ operation: Operations, _ path: [[UInt8]]) -> Bool {
        for rule in rules where !rule.operations.isDisjoint(with: operation) && rule.pattern.coverage(of: path) == .all {
            return rule.isAllowed
        }
        return allowsOtherwise
    }

    /// Whether there may be different answers for what is below a path.
    func distinguishes(below path: [[UInt8]]) -> Bool { rules.contains { $0.pattern.coverage(of: path) == .below } }
}
