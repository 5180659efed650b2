import Testing
import WASICore

@testable import WASIUnix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Every system call goes through `Syscall.retrying` or `Syscall.once`: the policy is tested here, with a call that signals
/// interrupt as often as asked.
@Suite("Interrupted system calls") struct InterruptedCallTests {
    /// A call that is interrupted `count` times before it ends, and counts how often it was made.
    private final class Call {
        var rest: Int
        var made = 0
        let ending: Int32

        init(interrupted count: Int, then ending: Int32 = 0) {
            rest = count
            self.ending = ending
        }

        func make() -> Int {
            made += 1
            if rest > 0 {
                rest -= 1
                errno = EINTR
                return -1
            }
            if ending == 0 { return 7 }
            errno = ending
            return -1
        }
    }

    @Test("a call is made again as often as it is interrupted", arguments: [0, 1, 3, 100_000])
    func retrying(count: Int) throws {
        let call = Call(interrupted: count)
        #expect(try Syscall.retrying { call.make() } == 7)
        #expect(call.made == count + 1)
    }

    @Test("an error behind interruptions is the call's error")
    func error() {
        let call = Call(interrupted: 3, then: ENOSPC)
        #expect(throws: Errno.noSpace) { try Syscall.retrying { call.make() } }
        #expect(call.made == 4)
    }

    @Test("what must not be repeated is made once, and says that it was interrupted")
    func once() {
        let call = Call(interrupted: 1)
        #expect(throws: Errno.interrupted) { try Syscall.once { call.make() } }
        #expect(call.made == 1)
    }
}
