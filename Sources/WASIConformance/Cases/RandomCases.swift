import WASICore

/// Cases on randomness.
enum RandomCases {
    @CaseBuilder
    static var all: [ConformanceCase] {
        ConformanceCase("no random bytes are no error", .random) { guest in
            try expect(try guest.randomBytes(0), is: [], "the bytes")
        }
        // One in 2²⁵⁶ systems fails by chance.
        for count in [32, 257, 4_096, 100_003] {
            ConformanceCase("\(count) random bytes are filled to the end, and differ from the next", .random) { guest in
                let first = try guest.randomBytes(count)
                try expect(first.suffix(32).contains { $0 != 0 }, "the last bytes must not all be 0")
                try expect(first.prefix(32).contains { $0 != 0 }, "the first bytes must not all be 0")
                try expect(try guest.randomBytes(count) != first, "the same \(count) bytes must not come twice")
            }
        }
    }
}
