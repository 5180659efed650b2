import WASICore
import WASIHost
import WASIRun
import WasmBinary

extension Inspection {
    /// What a person wants to know of the module, over several lines.
    func text(provided functions: [HostFunction]) -> String {
        var lines = ["\(file.visible): a \(kind)\(isText ? " in text form" : ""), \(Inspection.size(byteCount))"]
        switch contents {
        case .module(let summary):
            lines += facts(summary)
            lines += Inspection.importLines(summary, provided: functions)
            lines += Inspection.list(
                "exports", summary.exports.map { (marked: $0.type.kind, text: Inspection.text($0.name, $0.type)) })
        case .component(let summary):
            lines += Inspection.list("imports", summary.imports.map { (marked: "", text: $0.visible) })
            lines += Inspection.list("exports", summary.exports.map { (marked: "", text: $0.visible) })
        }
        lines.append("")
        if let obstacle = Inspection.obstacle(to: contents, provided: functions) {
            lines.append("wasirun does not run it: \(obstacle).")
        } else {
            lines.append("wasirun runs it.")
        }
        return lines.joined(separator: "\n")
    }

    private func facts(_ summary: ModuleSummary) -> [String] {
        var facts: [(String, String)] = []
        if let name = summary.name { facts.append(("name", name.visible)) }
        if !summary.producers.isEmpty {
            facts.append(("made with", summary.producers.map(\.description.visible).joined(separator: ", ")))
        }
        for memory in summary.memories { facts.append(("memory", ExternalType.memory(memory).description)) }
        facts.append(
            (
                "functions",
                "\(summary.functionCount)\(summary.hasStartFunction ? ", one of which runs on instantiation" : "")"
            ))
        facts.append(("features", featuresText(summary)))
        facts.append(
            ("sockets", summary.socketExtension == .none ? "none beyond preview 1" : summary.socketExtension.rawValue))
        if let cached {
            facts.append(("cache", cached.isEmpty ? "no code" : "code made by \(cached.joined(separator: " and "))"))
        }
        return facts.map { "  " + Inspection.padded($0.0, 12) + $0.1 }
    }

    private func featuresText(_ summary: ModuleSummary) -> String {
        if let features { return features.isEmpty ? "none beyond the first version" : features.joined(separator: ", ") }
        let known = summary.targetFeatures
        let reason = "the engine cannot be asked"
        return known.isEmpty
            ? "unknown, as \(reason)"
            : "\(known.map(\.visible).joined(separator: ", ")) by its compiler's account; \(reason)"
    }

    private static func importLines(_ summary: ModuleSummary, provided functions: [HostFunction]) -> [String] {
        imports(of: summary, provided: functions).flatMap { group in
            list(
                "imports from \(group.module.visible)",
                group.imports.map { (marked: $0.isProvided ? "provided" : "missing", text: text($0.name, $0.type)) })
        }
    }

    /// A function with its type behind the name, and anything else with a word between.
    private static func text(_ name: String, _ type: ExternalType) -> String {
        if case .function = type { return "\(name.visible) \(type)" }
        return "\(name.visible): \(type)"
    }

    private static func list(_ title: String, _ entries: [(marked: String, text: String)]) -> [String] {
        guard !entries.isEmpty else { return ["", "\(title): none"] }
        return ["", "\(title):"] + entries.map { "  " + (($0.marked.isEmpty) ? "" : padded($0.marked, 10)) + $0.text }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    /// `2.5 MB`, `840 bytes`.
    static func size(_ byteCount: Int) -> String {
        if byteCount < 1000 { return "\(byteCount) byte\(byteCount == 1 ? "" : "s")" }
        for (unit, bytes) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)] where byteCount >= bytes {
            let tenths = byteCount / (bytes / 10)
            return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\(tenths / 10) \(unit)"
        }
        return "\(byteCount) bytes"
    }
}
