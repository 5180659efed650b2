import Synchronization
import WASIWasmtime

/// A thread that runs guests, as others see it.
final class GuestWorker: Sendable {
    enum Message: Sendable {
        /// A guest's wait is over.
        case wake(ObjectIdentifier)
        /// The thread is to end.
        case end
    }

    let index: Int
    /// Wakes the thread when it has nothing to do.
    let bell: Bell
    private let messages = Mutex<[Message]>([])

    /// The engine of the guest that runs now, and the number of its turn. Odd numbers are turns.
    private let turn = Mutex<(number: UInt64, engine: WasmEngine?)>((0, nil))

    init(_ index: Int, bell: Bell) {
        self.index = index
        self.bell = bell
    }

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        bell.ring()
    }

    func takeMessages() -> [Message] {
        messages.withLock { messages in
            guard !messages.isEmpty else { return [] }
            defer { messages = [] }
            return messages
        }
    }

    func beginTurn(_ engine: WasmEngine) {
        turn.withLock { turn in
            turn.number &+= 1
            turn.engine = engine
        }
    }

    func endTurn() {
        turn.withLock { turn in
            turn.number &+= 1
            turn.engine = nil
        }
    }

    /// The turn that is under way, if there is one.
    var currentTurn: UInt64? { turn.withLock { $0.engine == nil ? nil : $0.number } }

    /// Has the guest give way whose turn this is, if it still is.
    func endTurn(_ number: UInt64) {
        let engine = turn.withLock { $0.number == number ? $0.engine : nil }
        engine?.tick()
    }
}
