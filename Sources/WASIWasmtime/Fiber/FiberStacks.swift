import CWasmtime

/// The stacks that the host's side of suspended calls is on, of one thread. What is free is used again.
@safe
package final class FiberStacks {
    /// How many bytes a stack has. Only what is touched takes memory: a call that waits, 8 to 16 KiB.
    private static let byteCount = 256 << 10
    /// How many free ones are kept.
    private static let maximumFree = 64

    private var free: [OpaquePointer] = unsafe []

    package init() {}

    deinit { unsafe free.forEach { unsafe cwt_coroutine_delete($0) } }

    /// Whether this processor's guests can be suspended at all.
    package static var areSupported: Bool {
        guard let stack = unsafe cwt_coroutine_new(1 << 16) else { return false }
        unsafe cwt_coroutine_delete(stack)
        return true
    }

    /// A stack; `nil` if the system has no room.
    @unsafe
    func take() -> OpaquePointer? { unsafe free.popLast() ?? cwt_coroutine_new(FiberStacks.byteCount) }

    @unsafe
    func put(_ stack: OpaquePointer) {
        if unsafe free.count < FiberStacks.maximumFree {
            unsafe free.append(stack)
        } else {
            unsafe cwt_coroutine_delete(stack)
        }
    }
}
