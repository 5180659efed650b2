import CWasmtime

/// The stacks that the host's side of suspended calls is on, of one thread. What is free is used again.
@safe
package final class FiberStacks {
    /// How many bytes a stack has. Only what is touched takes memory: a call that waits, 8 to 16 KiB.
    private static let byteCount = 256 << 10
    /// How many stacks are made at a time.
    private static let roomCount = 16
    /// How many free ones keep what they have touched.
    private static let maximumWarm = 64

    private var rooms: [UnsafeMutableRawPointer] = unsafe []
    private var free: [OpaquePointer] = unsafe []

    package init() {}

    deinit {
        unsafe rooms.forEach { room in unsafe cwt_coroutine_room_delete(room, FiberStacks.roomCount, FiberStacks.byteCount) }
    }

    /// Whether this processor's guests can be suspended at all.
    package static var areSupported: Bool {
        guard let room = unsafe cwt_coroutine_room(1, 1 << 16) else { return false }
        unsafe cwt_coroutine_room_delete(room, 1, 1 << 16)
        return true
    }

    /// A stack; `nil` if the system has no room.
    @unsafe
    func take() -> OpaquePointer? {
        if let stack = unsafe free.popLast() { return unsafe stack }
        guard let room = unsafe cwt_coroutine_room(FiberStacks.roomCount, FiberStacks.byteCount) else { return nil }
        unsafe rooms.append(room)
        for index in 0..<FiberStacks.roomCount {
            if let stack = unsafe cwt_coroutine_in_room(room, index, FiberStacks.byteCount) { unsafe free.append(stack) }
        }
        return unsafe free.popLast()
    }

    @unsafe
    func put(_ stack: OpaquePointer) {
        if unsafe free.count >= FiberStacks.maximumWarm { unsafe cwt_coroutine_trim(stack) }
        unsafe free.append(stack)
    }
}
