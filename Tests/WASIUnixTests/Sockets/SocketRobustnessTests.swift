#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Sockets under strain")
struct SocketRobustnessTests {
    @Test("a timeout ends every call that waits", arguments: internet)
    func timeouts(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (client, server) = try system.connection(family)
        let (listener, _) = try system.listener(family)
        let (datagram, _) = try system.bound(family, .datagram)
        let span = SocketOptionValue.span(.nanoseconds(20_000_000))
        for fd in [client, server, listener, datagram] {
            try system.setOption(.receiveTimeout, to: span, of: fd)
            try system.setOption(.sendTimeout, to: span, of: fd)
        }
        for index in 0..<6 {
            let time = milliseconds {
                let error = failure { () throws(Errno) in
                    switch index {
                    case 0: _ = try system.receiveText(client)
                    case 1: _ = try system.readText(client)
                    case 2: _ = try system.message(client)
                    case 3: _ = try system.message(datagram)
                    case 4: _ = try system.receiveText(datagram)
                    default: _ = try system.accept(listener, flags: [])
                    }
                }
                #expect(error == .resourceTemporarilyUnavailable, "call \(index)")
            }
            #expect(time >= 20, "call \(index)")
        }
        // What has been sent counts; sooner or later a call sends nothing.
        let block = [UInt8](repeating: 1, count: 32 << 20)
        let sent = try writing([block]) { buffers throws(Errno) in try system.send(client, from: buffers, flags: []) }
        #expect(sent > 0 && sent < block.count)
        let error = failure { () throws(Errno) in
            while true { _ = try writing([block]) { buffers throws(Errno) in try system.write(client, from: buffers) } }
        }
        #expect(error == .resourceTemporarilyUnavailable)
        try system.send(server, "ab")
        #expect(try system.receiveText(client, 3, .waitAll) == "ab")
    }

    @Test("every call that waits can be interrupted")
    func interrupted() throws {
        for index in 0..<4 {
            let system = try makeNetworkSystem()
            let (client, server) = try system.connection(.ipv4)
            let (listener, _) = try system.listener(.ipv4)
            let (datagram, _) = try system.bound(.ipv4, .datagram)
            let interrupter = system.interrupter
            let thread = HostThread {
                HostThread.pause(milliseconds: 10)
                interrupter.interrupt()
            }
            let error = failure { () throws(Errno) in
                switch index {
                case 0: _ = try system.receiveText(client)
                case 1: _ = try system.message(datagram)
                case 2: _ = try system.accept(listener, flags: [])
                default: while true { try system.send(server, String(repeating: "x", count: 1 << 20)) }
                }
            }
            #expect(error == .canceled, "call \(index)")
            thread.join()
            // A poll too; what need not wait goes on.
            #expect(failure { () throws(Errno) in try system.await(.read(listener)) } == .canceled)
            _ = try system.localAddress(of: client)
        }
    }

    @Test("a peer that resets the connection is an error, once, and ends nothing else", arguments: internet)
    func reset(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (client, server) = try system.connection(family)
        try system.send(server, "unread")
        try system.setOption(.linger, to: .span(.zero), of: client)
        try system.close(client)
        try system.await(.read(server))
        #expect(failure { () throws(Errno) in try system.receiveText(server) } == .connectionReset)
        #expect(try system.receiveText(server) == "")
        for _ in 0..<2 {
            #expect(failure { () throws(Errno) in try system.send(server, "x") } == .brokenPipe)
            #expect(failure { () throws(Errno) in try system.write(server, "x") } == .brokenPipe)
        }
        let events = try system.ready(server)
        #expect(events.map(\.type) == [.read, .write])
        #expect(events.contains { $0.isHangup })
        #expect(failure { () throws(Errno) in try system.remoteAddress(of: server) } == .socketNotConnected)
    }

    @Test("a peer that closes while others wait wakes them")
    func closedWhileWaiting() throws {
        let system = try makeNetworkSystem()
        let (client, server) = try system.connection(.ipv4)
        let host = try system.table.file(server).host
        let thread = HostThread {
            HostThread.pause(milliseconds: 10)
            shutdown(host, Int32(SHUT_RDWR))
        }
        #expect(try system.receiveText(client, 10, .waitAll) == "")
        thread.join()
    }

    @Test("bytes that trickle in are waited for, or taken as they come")
    func trickle() throws {
        let system = try makeNetworkSystem()
        let (client, server) = try system.connection(.ipv4)
        let host = try system.table.file(server).host
        let thread = HostThread {
            for byte in UInt8(ascii: "a")...UInt8(ascii: "j") {
                var byte = byte
                HostThread.pause(milliseconds: 1)
                send(host, &byte, 1, 0)
            }
        }
        #expect(try system.receiveText(client, 1) == "a")
        #expect(try system.receiveText(client, 8, .waitAll) == "bcdefghi")
        #expect(try system.receiveText(client, 100) == "j")
        thread.join()
    }

    @Test("a connection for which there is no room waits until there is")
    func noRoom() throws {
        let system = try makeNetworkSystem { $0.maximumOpenFiles = 5 }
        let (listener, address) = try system.listener(.ipv4)
        let clients = try makeNetworkSystem()
        let client = try clients.socket(.ipv4)
        try clients.connect(client, to: address)
        let filler = try system.socket(.ipv4)
        for _ in 0..<3 {
            #expect(failure { () throws(Errno) in try system.accept(listener, flags: []) } == .tooManyOpenFiles)
        }
        #expect(failure { () throws(Errno) in try system.socket(.ipv4) } == .tooManyOpenFiles)
        try system.close(filler)
        let connection = try system.accept(listener, flags: [])
        try clients.send(client, "still here")
        #expect(try system.receiveText(connection) == "still here")
    }

    @Test("two thousand short connections leave nothing behind")
    func manyConnections() throws {
        let system = try makeNetworkSystem()
        let (listener, address) = try system.listener(.ipv4)
        func connectOnce() throws {
            let client = try system.socket(.ipv4)
            try system.connect(client, to: address)
            let server = try system.accept(listener, flags: [])
            try system.send(client, "x")
            #expect(try system.receiveText(server) == "x")
            // The end without the wait that a port has after an ordinary one.
            try system.setOption(.linger, to: .span(.zero), of: client)
            try system.close(client)
            try system.close(server)
        }
        for _ in 0..<2_000 { try connectOnce() }
        #expect(system.table.count == 4)
        #expect(system.table.capacity == 16)
        #expect(system.socketMemories.count == 0)
    }

    @Test("hundreds of connections are polled at once, each reported as it is")
    func manySubscriptions() throws {
        let system = try makeNetworkSystem { $0.maximumOpenFiles = 1_000 }
        let (listener, address) = try system.listener(.ipv4, backlog: 300)
        var pairs: [(client: Descriptor, server: Descriptor)] = []
        for _ in 0..<300 {
            let client = try system.socket(.ipv4)
            try system.connect(client, to: address)
            pairs.append((client, try system.accept(listener, flags: .nonBlocking)))
        }
        for index in stride(from: 0, to: 300, by: 7) { try system.send(pairs[index].client, "\(index)") }
        var subscriptions: [Subscription] = []
        for index in 0..<3_000 {
            subscriptions.append(Subscription(userData: UInt64(index % 300), kind: .read(pairs[index % 300].server)))
        }
        let events = try system.events(subscriptions)
        #expect(Set(events.map(\.userData)) == Set(stride(from: 0, to: 300, by: 7)))
        #expect(events.count == 43 * 10)
        for event in events.prefix(43) {
            let index = Int(event.userData)
            #expect(event.byteCount == FileSize("\(index)".utf8.count))
            #expect(try system.receiveText(pairs[index].server) == "\(index)")
        }
    }

    @Test("sockets keep working under another number")
    func renumber() throws {
        let system = try makeNetworkSystem()
        let (client, server) = try system.connection(.ipv4)
        let spare = try system.socket(.ipv4)
        try system.renumber(server, to: spare)
        try system.send(client, "moved")
        #expect(try system.receiveText(spare) == "moved")
        #expect(failure { () throws(Errno) in try system.receiveText(server) } == .badFileDescriptor)
        try system.renumber(spare, to: client)
        #expect(try system.receiveText(client) == "")
    }

    @Test("accepting, receiving and sending allocate nothing", .enabled(if: countsAllocations), arguments: internet)
    func allocations(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (listener, address) = try system.listener(family, backlog: 32)
        let (datagram, datagramAddress) = try system.bound(family, .datagram)
        let server = try makeNetworkSystem(listen: ["localhost"])
        let (answering, answeringAddress) = try server.bound(family, .datagram)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 8)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: 16)
        var segment = BufferSegment(base: memory, count: 16)
        try withUnsafePointer(to: &segment) { pointer in
            let segments = UnsafeBufferPointer(start: pointer, count: 1)
            // Connecting waits, which is an error between layers, and Swift Testing boxes every error that is thrown.
            var clients: [Descriptor] = []
            for _ in 0..<21 {
                clients.append(try system.socket(family))
                try system.connect(clients.last ?? listener, to: address)
            }
            func exchange(_ clients: [Descriptor]) throws(Errno) {
                let output = GatherBuffers(segments: segments, byteCount: 16)
                var input = ScatterBuffers(segments: segments, byteCount: 16)
                for index in clients.indices {
                    let client = clients[index]
                    let connection = try system.accept(listener, flags: [])
                    _ = try system.send(client, from: output, flags: [])
                    _ = try system.receive(connection, into: &input, flags: [])
                    _ = try system.write(connection, from: output)
                    _ = try system.read(client, into: &input)
                    _ = try system.send(datagram, from: output, flags: [], to: datagramAddress)
                    _ = try system.receiveMessage(datagram, into: &input, flags: [])
                    _ = try system.send(datagram, from: output, flags: [], to: answeringAddress)
                    let question = try server.receiveMessage(answering, into: &input, flags: [])
                    if let sender = question.sender { _ = try server.send(answering, from: output, flags: [], to: sender) }
                    _ = try system.receiveMessage(datagram, into: &input, flags: [])
                    try system.close(client)
                    try system.close(connection)
                }
            }
            // The first message makes the memory for those who may be answered.
            try exchange([clients.removeFirst()])
            let count = try TestSupport.allocations { () throws(Errno) in try exchange(clients) }
            #expect(count == 0)
        }
    }

    @Test("sending to who has gone does not end the process, whatever SIGPIPE does", .enabled(if: isLinux))
    func brokenPipe() async throws {
        await #expect(processExitsWith: .exitCode(7)) {
            signal(SIGPIPE, SIG_DFL)
            let system = try makeNetworkSystem()
            let (client, server) = try system.connection(.ipv4)
            signal(SIGPIPE, SIG_DFL)
            try system.close(server)
            for _ in 0..<5 {
                _ = try? system.send(client, "x")
                _ = try? system.write(client, "x")
                HostThread.pause(milliseconds: 1)
            }
            exit(7)
        }
    }

    @Test("the host's own limit is an error, and the connection waits", .enabled(if: isLinux))
    func hostLimit() async throws {
        await #expect(processExitsWith: .exitCode(0)) {
            let system = try makeNetworkSystem()
            let (listener, address) = try system.listener(.ipv4)
            let client = try system.socket(.ipv4)
            try system.connect(client, to: address)
            var limit = rlimit()
            getrlimit(fileLimit, &limit)
            let former = limit.rlim_cur
            // The lowest free number is beyond the limit.
            limit.rlim_cur = rlim_t(try system.table.file(client).host)
            setrlimit(fileLimit, &limit)
            let accepting = failure { () throws(Errno) in try system.accept(listener, flags: []) }
            let opening = failure { () throws(Errno) in try system.socket(.ipv4) }
            limit.rlim_cur = former
            setrlimit(fileLimit, &limit)
            guard accepting == .tooManyOpenFiles, opening == .tooManyOpenFiles else { exit(1) }
            _ = try system.accept(listener, flags: [])
            exit(0)
        }
    }
}

#if canImport(Glibc)
    private let fileLimit = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
#else
    private let fileLimit = RLIMIT_NOFILE
#endif
