import CWasmtime
import Synchronization

/// Stops one guest from any thread.
///
/// It ends the guest in its own code, if the engine was made for that (``EngineConfiguration/interruptsOwnCode``), and otherwise
/// when a host call returns. It does not end the host call: that is for the guest's system to do, and ``StopReason`` tells
/// afterwards why. There is no way back.
@safe
public final class GuestInterrupter: Sendable {
    // Its fields are accessed atomically only.
    @safe nonisolated(unsafe) let control: UnsafeMutablePointer<cwt_control_t>
    /// The engine whose guests look up when it says so.
    private let engine = Mutex<WasmEngine?>(nil)

    /// Makes one for an instance that is to be made.
    public init() {
        control = .allocate(capacity: 1)
        unsafe control.initialize(to: cwt_control_t())
    }

    deinit {
        unsafe cwt_sample_free(control)
        unsafe control.deallocate()
    }

    /// Has the guest stopped. Only the first reason counts.
    public func interrupt(_ reason: StopReason = .caller) {
        guard unsafe cwt_control_stop(control, reason.code) else { return }
        engine.withLock { engine in
            guard let engine, engine.configuration.interruptsOwnCode else { return }
            unsafe wasmtime_engine_increment_epoch(engine.handle)
        }
    }

    /// Why the guest is to be stopped; `nil` if it is not.
    public var reason: StopReason? { unsafe StopReason(code: cwt_control_reason(control)) }

    /// The host call that the guest is in, by the specification's name; `nil` in its own code.
    public var call: String? { unsafe cwt_control_call(control).map { unsafe String(cString: $0) } }

    /// Notes that the calling thread begins to execute the guest.
    func begin() { unsafe cwt_control_begin(control) }

    /// Notes that the calling thread has left the guest.
    func end() { unsafe cwt_control_end(control) }

    /// Notes what the guest is an instance of.
    func observe(_ module: WasmModule) {
        engine.withLock { $0 = module.engine }
        var begin: UnsafeMutableRawPointer?
        var end: UnsafeMutableRawPointer?
        unsafe wasmtime_module_image_range(module.handle, &begin, &end)
        unsafe control.pointee.image_begin = UnsafeRawPointer(begin)
        unsafe control.pointee.image_end = UnsafeRawPointer(end)
    }
}

/// What the engine calls in a guest's own code when there was an interruption, of whichever guest of the engine.
let epochCallback: cwt_epoch_callback_t = { _, data, delta, kind in
    guard let data = unsafe data, unsafe cwt_control_reason(data.assumingMemoryBound(to: cwt_control_t.self)) == 0 else {
        // The words are never seen.
        return unsafe wasmtime_error_new("interrupted")
    }
    unsafe delta?.pointee = 1
    unsafe kind?.pointee = data.assumingMemoryBound(to: cwt_control_t.self).pointee.yields == 0 ? 0 : 1
    return nil
}
