import WASICore

// What can be asked of sockets and set on them. An option that the host lacks skips its case.
extension SocketCases {
    @CaseBuilder
    static var options: [ConformanceCase] {
        for kind in SocketKind.all {
            kind.holds("have room to send and to receive from the beginning") { guest in
                let socket = try guest.open(kind)
                for option in [SocketOption.sendBufferSize, .receiveBufferSize] {
                    guard case .number(let size) = try guest.option(option, of: socket) else {
                        throw ConformanceFailure("\(option) must be a number")
                    }
                    try expect(size > 0, "\(option) must be more than 0, not \(size)")
                }
            }
            kind.holds("can be given as much room as is asked for") { guest in
                let socket = try guest.open(kind)
                for option in [SocketOption.sendBufferSize, .receiveBufferSize] {
                    try guest.set(option, of: socket, to: .number(16_384))
                    guard case .number(let size) = try guest.option(option, of: socket) else {
                        throw ConformanceFailure("\(option) must be a number")
                    }
                    try expect(size >= 16_384, "\(option) must be at least the 16384 that were set, not \(size)")
                }
            }
            kind.holds("cannot have less than no room") { guest in
                let socket = try guest.open(kind)
                for option in [SocketOption.sendBufferSize, .receiveBufferSize] {
                    try guest.refuses(.invalidArgument) { try guest.set(option, of: socket, to: .number(-1)) }
                    try guest.refuses(.invalidArgument) { try guest.set(option, of: socket, to: .number(.min)) }
                }
            }
            kind.holds("refuse values of another kind") { guest in
                let socket = try guest.open(kind)
                let wrong: [(SocketOption, SocketOptionValue)] = [
                    (.sendBufferSize, .flag(true)), (.receiveBufferSize, .span(.milliseconds(1))),
                    (.reuseAddress, .number(1)), (.broadcast, .name("x")), (.receiveTimeout, .number(5)),
                    (.linger, .flag(true)), (.keepAlive, .type(.stream)), (.dontRoute, .error(nil)),
                ]
                for (option, value) in wrong {
                    try guest.refuses(.invalidArgument) { try guest.set(option, of: socket, to: value) }
                }
            }
            kind.holds("refuse to be told what can only be asked") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.notSupported) { try guest.set(.type, of: socket, to: .type(kind.type)) }
                try guest.refuses(.notSupported) { try guest.set(.error, of: socket, to: .error(nil)) }
                try guest.refuses(.notSupported) { try guest.set(.acceptsConnections, of: socket, to: .flag(true)) }
            }
            kind.holds("have no pending error at first, and do not listen") { guest in
                let socket = try guest.open(kind)
                try expect(try guest.option(.error, of: socket), is: .error(nil), "the pending error")
                try expect(try guest.option(.acceptsConnections, of: socket), is: .flag(false), "acceptsConnections")
            }
            kind.holds("wait for ever unless a timeout is set, and tell it") { guest in
                let socket = try guest.open(kind)
                for option in [SocketOption.receiveTimeout, .sendTimeout] {
                    try expect(try guest.option(option, of: socket), is: .span(nil), "\(option) at first")
                    try guest.set(option, of: socket, to: .span(.milliseconds(2_500)))
                    guard case .span(let span?) = try guest.option(option, of: socket) else {
                        throw ConformanceFailure("\(option) must be a span once it is set")
                    }
                    // Hosts count in ticks of at most 10 ms.
                    try expect(
                        span >= .milliseconds(2_500) && span <= .milliseconds(2_520),
                        "\(option) must be the 2.5 s that were set, not \(span.rawValue) ns")
                    try guest.set(option, of: socket, to: .span(nil))
                    try expect(try guest.option(option, of: socket), is: .span(nil), "\(option), taken back")
                }
            }
            for option in [SocketOption.reuseAddress, .broadcast, .dontRoute, .keepAlive, .outOfBandInline] {
                kind.holds("remember \(option)") { guest in
                    let socket = try guest.open(kind)
                    try guest.ifAvailable(option) {
                        for value in [true, false, true] {
                            try guest.set(option, of: socket, to: .flag(value))
                            try expect(try guest.option(option, of: socket), is: .flag(value), "\(option)")
                        }
                    }
                }
            }
        }
        for kind in SocketKind.internetStreams {
            kind.holds("remember noDelay") { guest in
                let socket = try guest.open(kind)
                for value in [true, false, true] {
                    try guest.set(.noDelay, of: socket, to: .flag(value))
                    try expect(try guest.option(.noDelay, of: socket), is: .flag(value), "noDelay")
                }
            }
            kind.holds("do not linger unless they are told to") { guest in
                let socket = try guest.open(kind)
                try expect(try guest.option(.linger, of: socket), is: .span(nil), "linger at first")
                for span in [Timestamp.milliseconds(2_000), .zero] {
                    try guest.set(.linger, of: socket, to: .span(span))
                    try expect(try guest.option(.linger, of: socket), is: .span(span), "linger")
                }
                try guest.set(.linger, of: socket, to: .span(nil))
                try expect(try guest.option(.linger, of: socket), is: .span(nil), "linger, taken back")
            }
            kind.holds("are readable from the first byte unless a low watermark is set") { guest in
                let socket = try guest.open(kind)
                try guest.ifAvailable(.receiveLowWatermark) {
                    try expect(try guest.option(.receiveLowWatermark, of: socket), is: .number(1), "receiveLowWatermark")
                    try guest.set(.receiveLowWatermark, of: socket, to: .number(5))
                    try expect(try guest.option(.receiveLowWatermark, of: socket), is: .number(5), "receiveLowWatermark")
                }
            }
            kind.holds("are bound to no device at first") { guest in
                let socket = try guest.open(kind)
                try guest.ifAvailable(.boundDevice) {
                    try expect(try guest.option(.boundDevice, of: socket), is: .name(""), "boundDevice")
                }
            }
        }
        for kind in SocketKind.datagrams + [.unixStreams] {
            kind.holds("have no noDelay") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.protocolNotAvailable) { try guest.option(.noDelay, of: socket) }
                try guest.refuses(.protocolNotAvailable) { try guest.set(.noDelay, of: socket, to: .flag(true)) }
            }
        }
    }
}

extension Guest {
    /// Skips the case if the host does not have an option.
    func ifAvailable(_ option: SocketOption, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as CallFailure where failure.errno == .protocolNotAvailable {
            throw ConformanceSkip("the host's sockets do not have \(option)")
        }
    }
}
