import WASICore

extension StatisticsReport {
    /// Tables for people, in the manner of `strace -c`, without a line feed at the end. Names of the guest's choice are made
    /// visible.
    public var text: String {
        [callTable, transferTable, summary].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var callTable: String {
        let whole = hostTime.nanoseconds
        func row(_ name: String, _ count: UInt64, _ errors: UInt64, _ time: Duration) -> [String] {
            let nanoseconds = time.nanoseconds
            let mean = count > 0 ? Quantity.time(.nanoseconds(Int64(clamping: nanoseconds / count))) : ""
            return [
                Quantity.percent(nanoseconds, of: whole), Quantity.time(time), mean, "\(count)",
                errors > 0 ? "\(errors)" : "", name,
            ]
        }
        var rows = [["% time", "time", "a call", "calls", "errors", "call"]]
        rows += calls.map { row($0.name.description, $0.count, $0.errors, $0.time) }
        rows.append(row("total", callCount, errorCount, hostTime))
        return TextTable(rows: rows).text
    }

    private var transferTable: String {
        guard !transfers.isEmpty else { return "" }
        var rows = [["in", "out", "fd", "what"]]
        rows += transfers.map { transfer in
            [
                transfer.bytesIn > 0 ? Quantity.bytes(transfer.bytesIn) : "",
                transfer.bytesOut > 0 ? Quantity.bytes(transfer.bytesOut) : "",
                transfer.descriptor.map { "\($0)" } ?? "", transfer.name.visible,
            ]
        }
        return TextTable(rows: rows).text
    }

    private var summary: String {
        var rows: [[String]] = []
        if let phases {
            let how = phases.wasCompiled.map { $0 ? "load (compiled)" : "load (from the cache)" } ?? "load"
            rows.append([Quantity.time(phases.load), how])
            rows.append([Quantity.time(phases.start), "start"])
            var run = "run"
            if let guestTime {
                let whole = phases.run.nanoseconds
                run +=
                    ": guest \(Quantity.time(guestTime)) (\(Quantity.percent(guestTime.nanoseconds, of: whole)) %), "
                    + "host \(Quantity.time(hostTime)) (\(Quantity.percent(hostTime.nanoseconds, of: whole)) %)"
            }
            rows.append([Quantity.time(phases.run), run])
        }
        if let guestMemory { rows.append([Quantity.memory(guestMemory), "memory of the guest"]) }
        if let processMemory { rows.append([Quantity.memory(processMemory), "memory of the process"]) }
        return TextTable(rows: rows).text
    }
}
