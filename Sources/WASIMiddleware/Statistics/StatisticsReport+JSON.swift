import WASICore

extension StatisticsReport {
    /// One JSON object, with a line feed after each entry and none at the end. `share/schemas/statistics.schema.json` describes
    /// it: all times are whole nanoseconds, all sizes bytes, and what is not known is left out.
    public var json: String {
        var fields = ["\"version\": 1"]
        fields.append(
            list(
                "calls",
                calls.map { call in
                    object([
                        ("name", quoted(call.name.description)), ("count", "\(call.count)"), ("errors", "\(call.errors)"),
                        ("nanoseconds", "\(call.time.nanoseconds)"),
                    ])
                }))
        fields.append(
            list(
                "transfers",
                transfers.map { transfer in
                    object([
                        ("descriptor", transfer.descriptor.map { "\($0)" }), ("name", quoted(transfer.name)),
                        ("bytesIn", "\(transfer.bytesIn)"), ("bytesOut", "\(transfer.bytesOut)"),
                    ])
                }))
        let times: [(String, String?)] = [
            ("load", phases.map { "\($0.load.nanoseconds)" }), ("start", phases.map { "\($0.start.nanoseconds)" }),
            ("run", phases.map { "\($0.run.nanoseconds)" }), ("guest", guestTime.map { "\($0.nanoseconds)" }),
            ("host", "\(hostTime.nanoseconds)"),
        ]
        fields.append("\"nanoseconds\": " + object(times))
        if let wasCompiled = phases?.wasCompiled { fields.append("\"compiled\": \(wasCompiled)") }
        fields.append(
            "\"memory\": " + object([("guest", guestMemory.map { "\($0)" }), ("process", processMemory.map { "\($0)" })]))
        return "{\n  " + fields.joined(separator: ",\n  ") + "\n}"
    }

    private func list(_ name: String, _ entries: [String]) -> String {
        guard !entries.isEmpty else { return "\"\(name)\": []" }
        return "\"\(name)\": [\n    " + entries.joined(separator: ",\n    ") + "\n  ]"
    }

    private func object(_ entries: [(name: String, value: String?)]) -> String {
        "{" + entries.compactMap { entry in entry.value.map { "\"\(entry.name)\": \($0)" } }.joined(separator: ", ") + "}"
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.isObeyed:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
