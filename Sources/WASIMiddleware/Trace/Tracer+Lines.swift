import WASICore

extension Tracer {
    /// Begins a line, up to the arguments.
    func begin(_ call: SystemCall, _ start: UInt64, phase: StaticString = "X") {
        line.clear()
        switch options.format {
        case .text:
            switch options.time {
            case .none, .duration: break
            case .relative: seconds(start &- began)
            case .absolute: seconds(start &+ epoch)
            }
            line.buffer.append(heads[call.name])
        case .json:
            line.raw("{\"time\":")
            line.decimal(start &- began)
            line.buffer.append(heads[call.name])
        case .chrome:
            if !hasBegun { line.raw("[\n") }
            hasBegun = true
            line.raw("{\"ph\":\"")
            line.raw(phase)
            line.buffer.append(heads[call.name])
            microseconds(start &- began)
            line.raw(",\"args\":{\"arguments\":{")
        }
    }

    /// Completes and writes the line of a call whose arguments are there.
    func end(
        _ call: SystemCall, _ value: SystemValue?, _ failure: Errno?, _ start: UInt64, _ duration: UInt64, wasShown: Bool
    ) {
        let head = line.buffer.count
        if wasShown, options.format == .chrome {
            begin(call, start &+ duration, phase: "E")
            line.arguments(of: call, names)
        }
        line.filled(by: call, value)
        // What opens a descriptor is shown with what it stands for now.
        follow(call, value, failure)
        line.raw(options.format == .text ? ") = " : "}")
        if let failure {
            fail(failure)
        } else {
            if options.format != .text { line.raw(",\"result\":") }
            result(call, value)
        }
        switch options.format {
        case .text:
            if options.time == .duration {
                line.raw(" <")
                microsecondsAsSeconds(duration)
                line.raw(">")
            }
            line.raw("\n")
        case .json:
            line.raw(",\"duration\":")
            line.decimal(duration)
            line.raw("}\n")
        case .chrome:
            line.raw("}")
            if !wasShown {
                line.raw(",\"dur\":")
                microseconds(duration)
            }
            line.raw("},\n")
        }
        let offset = wasShown && options.format == .text ? head : 0
        switch sink {
        case .lines(let write): line.buffer.withBytes(from: offset, write)
        case .waiting(let waiting): line.buffer.withBytes(from: offset, waiting.write)
        case .records: break
        }
    }

    /// Hands a call on.
    func record(
        _ call: SystemCall, _ value: SystemValue?, _ failure: Errno?, _ duration: UInt64, _ take: (TracedCall) -> Void
    ) {
        line.clear()
        line.arguments(of: call, names)
        line.filled(by: call, value)
        let arguments = line.buffer.text
        follow(call, value, failure)
        line.clear()
        if failure == nil { result(call, value) }
        take(
            TracedCall(
                name: call.name, arguments: arguments, result: failure == nil ? line.buffer.text : nil, error: failure,
                duration: .nanoseconds(Int64(clamping: duration))))
    }

    private func fail(_ failure: Errno) {
        if options.format == .text {
            // As its description is, which would be a new string.
            line.buffer.append(failure.name)
            line.raw(" (")
            line.buffer.append(failure.message)
            line.raw(")")
        } else {
            line.raw(",\"error\":\"")
            line.buffer.append(failure.name)
            line.raw("\",\"message\":\"")
            line.buffer.append(failure.message)
            line.raw("\"")
        }
    }

    private func result(_ call: SystemCall, _ value: SystemValue?) {
        if case .descriptor(let fd)? = value { return line.resultDescriptor(fd, names) }
        if case .procExit = call, options.format == .text { return line.raw("?") }
        line.result(value ?? SystemValue.none, events: events, entries: entries, isPoll: call.name == .pollOneoff)
    }

    /// Seconds with six digits behind the point, and a space.
    private func seconds(_ nanoseconds: UInt64) {
        microsecondsAsSeconds(nanoseconds)
        line.raw(" ")
    }

    private func microsecondsAsSeconds(_ nanoseconds: UInt64) {
        line.decimal(nanoseconds / 1_000_000_000)
        line.raw(".")
        line.decimal(nanoseconds % 1_000_000_000 / 1000, digits: 6)
    }

    private func microseconds(_ nanoseconds: UInt64) {
        line.decimal(nanoseconds / 1000)
        line.raw(".")
        line.decimal(nanoseconds % 1000, digits: 3)
    }
}

extension TraceWriter {
    /// Makes a line of one that ends behind the arguments, of a call that has not returned.
    static func completeWaiting(_ line: TraceBuffer, _ form: TraceOptions.Format) {
        switch form {
        case .text: break
        case .json: line.append("},\"waiting\":true}\n")
        case .chrome:
            // The phase, in place of that of a call that is over; the first line begins the array.
            line.replace(at: line.begins(with: 0x5b) ? 9 : 7, with: 0x42)
            line.append("}}},\n")
        }
    }
}
