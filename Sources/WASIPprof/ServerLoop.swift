import HostClocks
import WASIProfile
import WASIRun

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The connections, each with what it waits for. Belongs to the server's thread.
struct ServerLoop {
    private let listener: ServerSocket
    private let pages: PprofPages
    private var connections: [Connection] = []

    /// The most at a time; whoever comes later waits to be accepted.
    private static let maximumConnections = 16
    /// How long a client may take to ask, and to take a piece of the answer.
    private static let patience: Int64 = 10_000

    private struct Connection {
        let socket: ServerConnection
        var state: State
        /// When it is dropped, or a profile is finished, in milliseconds.
        var deadline: Int64
        var hasBody = true

        /// What it waits for.
        var events: Int16 {
            if case .writing = state { return Int16(POLLOUT) }
            return Int16(POLLIN)
        }

        enum State {
            case reading([UInt8])
            case profiling(LiveProfile, ProfileFormat)
            case writing([UInt8], done: Int)
        }
    }

    init(_ listener: ServerSocket, _ pages: PprofPages) {
        self.listener = listener
        self.pages = pages
    }

    /// Serves until a descriptor becomes readable. Profiles that are not finished then are sent as they are.
    mutating func run(until end: Int32) {
        while true {
            let now = milliseconds()
            var waited = [pollfd(fd: end, events: Int16(POLLIN), revents: 0)]
            let accepts = connections.count < ServerLoop.maximumConnections
            waited.append(pollfd(fd: accepts ? listener.descriptor : -1, events: Int16(POLLIN), revents: 0))
            var timeout: Int64 = 60_000
            for connection in connections {
                timeout = min(timeout, max(connection.deadline - now, 0))
                waited.append(pollfd(fd: connection.socket.descriptor, events: connection.events, revents: 0))
            }
            _ = unsafe poll(&waited, nfds_t(waited.count), Int32(clamping: timeout))
            if waited[0].revents != 0 { return finish() }
            let after = milliseconds()
            var kept: [Connection] = []
            for (index, connection) in connections.enumerated() {
                var connection = connection
                if advance(&connection, isReady: waited[index + 2].revents != 0, now: after) { kept.append(connection) }
            }
            connections = kept
            if waited[1].revents != 0, let socket = listener.accept() {
                connections.append(
                    Connection(socket: socket, state: .reading([]), deadline: after + ServerLoop.patience))
            }
        }
    }

    /// Does what can be done for a connection.
    ///
    /// - Returns: Whether it is kept.
    private func advance(_ connection: inout Connection, isReady: Bool, now: Int64) -> Bool {
        switch connection.state {
        case .reading(var bytes):
            guard isReady else { return now < connection.deadline }
            guard let more = connection.socket.read() else { return false }
            bytes += more
            connection.state = .reading(bytes)
            return read(bytes, &connection, now) && (more.isEmpty ? now < connection.deadline : true)
        case .profiling(let profile, let format):
            // Nothing more is expected of the client; what makes its connection readable is its end.
            if isReady, connection.socket.read() == nil {
                _ = profile.finish()
                return false
            }
            guard now >= connection.deadline else { return true }
            answer(profile, format, &connection, now)
            return true
        case .writing(let bytes, let done):
            guard isReady else { return now < connection.deadline }
            guard let count = connection.socket.write(bytes, from: done) else { return false }
            if done + count == bytes.count { return false }
            connection.state = .writing(bytes, done: done + count)
            if count > 0 { connection.deadline = now + ServerLoop.patience }
            return now < connection.deadline
        }
    }

    private func read(_ bytes: [UInt8], _ connection: inout Connection, _ now: Int64) -> Bool {
        do throws(HTTPRequest.Refusal) {
            guard let request = try HTTPRequest(bytes) else { return true }
            connection.hasBody = request.method == "GET"
            switch pages.answer(request) {
            case .now(let response): send(response, &connection, now)
            case .profile(let profile, let seconds, let format):
                guard connection.hasBody else {
                    _ = profile.finish()
                    send(HTTPResponse(type: "application/octet-stream", body: []), &connection, now)
                    return true
                }
                connection.state = .profiling(profile, format)
                // One more, since the present millisecond has begun a while ago.
                connection.deadline = now + Int64(seconds) * 1000 + 1
            }
        } catch {
            let response =
                switch error {
                case .tooLarge: HTTPResponse(431, "Request Header Fields Too Large", text: "the request is too large")
                case .malformed: HTTPResponse(400, "Bad Request", text: "this is no request that is understood here")
                case .method: HTTPResponse(405, "Method Not Allowed", text: "only GET and HEAD are served")
                }
            send(response, &connection, now)
        }
        return true
    }

    private func answer(_ profile: LiveProfile, _ format: ProfileFormat, _ connection: inout Connection, _ now: Int64) {
        guard let profile = profile.finish() else {
            return send(HTTPResponse(503, "Service Unavailable", text: "the profile is gone"), &connection, now)
        }
        send(PprofPages.response(profile, format), &connection, now)
    }

    private func send(_ response: HTTPResponse, _ connection: inout Connection, _ now: Int64) {
        connection.state = .writing(response.bytes(hasBody: connection.hasBody), done: 0)
        connection.deadline = now + ServerLoop.patience
    }

    /// The program is over: what is being recorded is sent, for a second at most.
    private mutating func finish() {
        let deadline = milliseconds() + 1000
        for index in connections.indices {
            if case .profiling(let profile, let format) = connections[index].state {
                answer(profile, format, &connections[index], milliseconds())
            }
        }
        while milliseconds() < deadline {
            connections = connections.filter { if case .writing = $0.state { true } else { false } }
            guard !connections.isEmpty else { return }
            var waited = connections.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLOUT), revents: 0) }
            _ = unsafe poll(&waited, nfds_t(waited.count), 100)
            var kept: [Connection] = []
            for (index, connection) in connections.enumerated() {
                var connection = connection
                if advance(&connection, isReady: waited[index].revents != 0, now: milliseconds()) { kept.append(connection) }
            }
            connections = kept
        }
    }
}

/// The time of a clock that only goes forward.
private func milliseconds() -> Int64 { Int64(clamping: HostClock.monotonic / 1_000_000) }
