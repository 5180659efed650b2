import CWasmtime
import Synchronization

/// The process's signals, for a program that runs one guest.
///
/// A library has no business with signals: nothing here happens unless ``install()`` is called.
///
/// SIGINT, SIGTERM and SIGHUP stop the guest with ``StopReason/signal(_:)``: in a host call that waits, and when one returns. In the
/// guest's own code they end the process with 128 and the signal's number, after the functions of ``beforeEnding(_:)`` have been called; code
/// with checks (``EngineConfiguration/interruptsOwnCode``) is left like a host call instead. A second signal ends the process at
/// once, and so does a host call that has not returned after a second. SIGQUIT says on standard error where the guest is, with its calls. Signals that
/// the process was started to ignore stay ignored.
public enum ProcessSignals {
    /// Takes the signals over.
    public static func install() { cwt_signals_install() }

    /// Has a function called before a signal ends the process from within the guest's own code, when nobody comes back from the run:
    /// once, on the guest's thread, in the order in which they were added. For what has to be written then.
    public static func beforeEnding(_ function: @escaping @Sendable () -> Void) {
        functions.withLock { $0.append(function) }
    }

    private static func finish() {
        let due = functions.withLock { functions in
            defer { functions = [] }
            return functions
        }
        for function in due { function() }
    }

    /// Has the file of a socket removed when a signal ends the process from within the guest's code. At most 16 of them.
    public static func removeFile(_ path: String) { _ = unsafe cwt_signals_remove_file(path) }

    /// Has the signals stop a guest; ``forget()`` must follow before the engine goes.
    ///
    /// - Parameters:
    ///   - engine: Which runs it.
    ///   - wake: What ends the waiting of the guest's system when eight bytes are written to it, if anything does.
    public static func watch(_ guest: GuestInterrupter, engine: WasmEngine, wake: Int32?) {
        watched.withLock { $0 = guest }
        let checking = engine.configuration.interruptsOwnCode ? engine : nil
        unsafe cwt_signals_watch(guest.control, wake ?? -1, checking?.handle) { _ in ProcessSignals.finish() }
    }

    /// The guest is over.
    public static func forget() {
        cwt_signals_forget()
        watched.withLock { $0 = nil }
    }

    private static let functions = Mutex<[@Sendable () -> Void]>([])
    private static let watched = Mutex<GuestInterrupter?>(nil)
}
