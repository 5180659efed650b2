import CWasmtime

/// A host call that a guest was seen in, for as long as the guest's thread has used no processor since.
struct WatchedCall: Sendable {
    let call: String
    private let arguments: UInt
    private let processor: UInt64
    private let since: UInt64

    /// Looks at the guest's call, from another thread.
    static func update(_ watched: inout WatchedCall?, _ control: UnsafeMutablePointer<cwt_control_t>) {
        guard unsafe cwt_control_is_running(control), let name = unsafe cwt_control_call(control) else {
            watched = nil
            return
        }
        let arguments = unsafe UInt(bitPattern: cwt_control_arguments(control))
        let processor = unsafe cwt_thread_processor_time(control.pointee.thread_clock)
        // Who had left the call and come back would have used some.
        if let last = watched, last.arguments == arguments, last.processor == processor { return }
        watched = unsafe WatchedCall(
            call: String(cString: name), arguments: arguments, processor: processor, since: cwt_sample_clock())
    }

    /// For how long the guest has been in it.
    func duration(at time: UInt64) -> Duration { .nanoseconds(Int64(clamping: time > since ? time - since : 0)) }
}
