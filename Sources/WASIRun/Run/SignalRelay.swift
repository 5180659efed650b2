import HostThreads

/// By which a signal handler ends the waiting of a system, whichever it is: eight bytes written to a descriptor.
///
/// The real system has such a descriptor itself. For any other one, a thread waits for the bytes and does what no signal handler may.
final class SignalRelay {
    /// What the bytes are written to; `nil` if there is none to be had, and the signal ends no waiting.
    let descriptor: Int32?

    private let ends: (reader: HostDescriptor, writer: HostDescriptor)?
    private let thread: BackgroundThread?

    init(_ system: SystemInterrupter) {
        if case .unix(let interrupter) = system {
            descriptor = interrupter.signalDescriptor
            ends = nil
            thread = nil
            return
        }
        let ends = try? HostDescriptor.pipe()
        self.ends = ends
        thread = ends.flatMap { ends in
            BackgroundThread { [reader = ends.reader] end in if reader.isReadable(before: end) { system.interrupt() } }
        }
        descriptor = thread == nil ? nil : ends?.writer.number
    }
}
