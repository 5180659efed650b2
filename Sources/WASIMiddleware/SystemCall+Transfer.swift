package import WASICore

extension SystemCall {
    /// The bytes that a call has brought to the guest and taken from it.
    package func transferred(_ value: SystemValue) -> (received: Int, sent: Int) {
        switch (self, value) {
        case (.fdRead, .count(let count)), (.fdPread, .count(let count)): (count, 0)
        case (.fdWrite, .count(let count)), (.fdPwrite, .count(let count)), (.sockSend, .count(let count)),
            (.sockSendTo, .count(let count)):
            (0, count)
        case (.sockRecv, .received(let received)): (received.byteCount, 0)
        case (.sockRecvFrom, .message(let message)): (message.byteCount, 0)
        default: (0, 0)
        }
    }
}
