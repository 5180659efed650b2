// Runs a service and its clients, all of them programs: each waits without holding a thread.
//
//     swift run tcp-service             asks the service three times, and stops it
//     swift run tcp-service 7007        serves until it is interrupted

import Synchronization
import WASIRun

let port = CommandLine.arguments.dropFirst().first ?? "0"

let control = RunControl()
let (ports, found) = AsyncStream<UInt16>.makeStream()

var service = WASICommand("Guests/echo.wat")
service.sockets = [.listen(try SocketEndpoint("127.0.0.1:\(port)?nonblock=0"))]
service.onSocketsOpened = { sockets in if let port = sockets.first?.address.port { found.yield(port) } }
service.control = control

async let served = service.runDetached()
guard let chosen = await ports.first(where: { _ in true }) else { fatalError("there is no port") }
print(port == "0" ? "The service listens." : "The service listens on port \(chosen).")

if port == "0" {
    try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<3 {
            group.addTask {
                var client = WASICommand("Guests/ask.wat")
                client.sockets = [.dial(try SocketEndpoint("127.0.0.1:\(chosen)?nonblock=0"))]
                client.standardOutput = .collect(limit: 64)
                return try await client.runDetached().output.text
            }
        }
        for try await answer in group { print("answer:", answer, terminator: "") }
    }
    control.stop()
}
print(try await served.status)

// It prints:
//
//     The service listens.
//     answer: ping
//     answer: ping
//     answer: ping
//     interrupted(…)
