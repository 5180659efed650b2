import WASICore
import WASIMiddleware
import WASIRun

/// What is in a recording, for a person.
struct RecordingInformation {
    private let path: String
    private let reader: RecordingReader

    /// Reads the recording to its end.
    init(_ path: String) throws(RunError) {
        self.path = path
        reader = try RecordingReader(path: path, readsModule: false)
        reader.readToEnd()
    }

    /// A line for each fact.
    var text: String {
        let header = reader.header
        var facts = [
            ("recorded", "\(RecordingInformation.date(header.time)) by \(header.producer.visible)"),
            (
                "module",
                "\(Inspection.size(header.moduleByteCount)), \(header.hasModule ? "in the recording" : "not in the recording")"
            ),
            ("SHA-256", RecordingInformation.hexadecimal(header.moduleDigest)),
            ("arguments", header.arguments.map { shellQuoted($0).visible }.joined(separator: " ")),
        ]
        for variable in header.environment { facts.append(("environment", variable.description.visible)) }
        for setting in header.settings { facts.append(("setting", "\(setting.name.visible) \(setting.value.visible)")) }
        facts.append(("calls", String(reader.callCount)))
        facts.append(("end", end))
        let lines = facts.map { name, value in
            "  " + name + String(repeating: " ", count: max(1, 13 - name.count)) + value
        }
        let size = Inspection.size(Int(clamping: reader.byteCount))
        return (["\(path.visible): a recording of \(header.moduleName.visible), \(size)"] + lines).joined(separator: "\n")
    }

    private var end: String {
        switch reader.end {
        case .complete(let ending): ending.description.visible
        case .cut, nil: "cut: whoever recorded it was stopped before the program had ended"
        case .damaged(let byte): "damaged at byte \(byte), behind the last call that is told of here"
        case .unreadable(let reason): "unknown, as the file cannot be read any further: \(reason)"
        }
    }

    /// Lower-case hexadecimal.
    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// `2026-11-25 22:15:03 UTC`
    static func date(_ time: Timestamp) -> String {
        // Days in years that begin in March, so that the leap day is the last.
        let days = Int(clamping: time.seconds / 86_400) + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let second = Int(time.seconds % 86_400)
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(year)-\(two(month))-\(two(day)) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) UTC"
    }
}
