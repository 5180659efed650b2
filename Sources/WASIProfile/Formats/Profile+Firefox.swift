extension Profile {
    /// The profile as <https://profiler.firefox.com> opens it: JSON in the form of its "processed profiles", version 47.
    ///
    /// The course of things is that of ``moments``; a profile without them has each of its stacks once, with all of its time. What is
    /// shown is all time, of which each sample has as much as had passed before it, in milliseconds.
    public func firefox() -> String {
        var json = JSONText()
        json.raw("{\"meta\":{\"interval\":")
        json.milliseconds(interval)
        json.raw(",\"startTime\":")
        json.milliseconds(start)
        json.raw(
            ",\"processType\":0,\"version\":27,\"preprocessedProfileVersion\":47,\"stackwalk\":1,\"debug\":false,\"product\":"
        )
        json.string(program)
        json.raw(
            """
            ,"importedFrom":"wasirun","symbolicated":true,"usesOnlyOneStackType":true,"doesNotUseFrameImplementation":true,\
            "sourceCodeIsNotOnSearchfox":true,"extensions":{"id":[],"name":[],"baseURL":[],"length":0},"markerSchema":[],\
            "sampleUnits":{"time":"ms","eventDelay":"ms","threadCPUDelta":"µs"},"categories":
            """)
        json.array(FirefoxCategory.all) { json, category in
            json.raw("{\"name\":\"\(category.name)\",\"color\":\"\(category.color)\",\"subcategories\":[\"Other\"]}")
        }
        json.raw("},\"libs\":[],\"pages\":[],\"counters\":[],\"threads\":[")
        thread(&json)
        json.raw("]}\n")
        return json.text
    }

    private func thread(_ json: inout JSONText) {
        var frames = FirefoxFrames(self)
        let rows = rows(&frames)
        json.raw("{\"name\":\"guest\",\"isMainThread\":true,\"processType\":\"default\",\"processName\":")
        json.string(program)
        json.raw(
            """
            ,"processStartupTime":0,"processShutdownTime":null,"registerTime":0,"unregisterTime":null,"pausedRanges":[],\
            "pid":"1","tid":1,"samples":{"length":\(rows.count),"weightType":"tracing-ms","weight":
            """)
        json.array(rows) { json, row in json.milliseconds(row.weight) }
        json.raw(",\"stack\":")
        json.numbers(rows.map { Optional($0.stack) })
        json.raw(",\"time\":")
        json.array(rows) { json, row in json.milliseconds(row.time) }
        json.raw(",\"threadCPUDelta\":")
        json.array(rows) { json, row in json.raw(String(row.processor / 1000)) }
        json.raw(
            """
            },"markers":{"length":0,"category":[],"data":[],"endTime":[],"name":[],"phase":[],"startTime":[]},"stackTable":
            """)
        frames.writeStacks(&json)
        json.raw(",\"frameTable\":")
        frames.writeFrames(&json)
        json.raw(",\"funcTable\":")
        writeFunctions(&json)
        json.raw(
            """
            ,"resourceTable":{"length":0,"lib":[],"name":[],"host":[],"type":[]},\
            "nativeSymbols":{"length":0,"address":[],"functionSize":[],"libIndex":[],"name":[]},"stringArray":
            """)
        json.array(functions) { json, function in json.string(function.name) }
        json.raw("}")
    }

    private struct Row {
        var stack: Int
        var time: Int64
        var processor: Int64
        var weight: Int64
    }

    private func rows(_ frames: inout FirefoxFrames) -> [Row] {
        guard moments.isEmpty else {
            return moments.map { moment in
                Row(
                    stack: frames.stack(moment.call, isWaiting: moment.isWaiting), time: moment.offset,
                    processor: moment.processor, weight: moment.elapsed)
            }
        }
        var time: Int64 = 0
        return samples.map { sample in
            defer { time += sample.time.elapsed }
            return Row(
                stack: frames.stack(sample.call, isWaiting: sample.isWaiting), time: time, processor: sample.time.processor,
                weight: sample.time.elapsed)
        }
    }

    private func writeFunctions(_ json: inout JSONText) {
        let count = functions.count
        json.raw("{\"length\":\(count),\"name\":")
        json.numbers(functions.indices.map { Optional($0) })
        json.raw(",\"isJS\":")
        json.repeated("false", count)
        json.raw(",\"relevantForJS\":")
        json.repeated("false", count)
        json.raw(",\"resource\":")
        json.repeated("-1", count)
        for column in ["fileName", "lineNumber", "columnNumber"] {
            json.raw(",\"\(column)\":")
            json.repeated("null", count)
        }
        json.raw("}")
    }
}

/// How the profiler colours times.
private struct FirefoxCategory {
    var name: String
    var color: String

    static let all = [
        FirefoxCategory(name: "Program", color: "yellow"), FirefoxCategory(name: "Host call", color: "blue"),
        FirefoxCategory(name: "Engine", color: "orange"), FirefoxCategory(name: "Waiting", color: "grey"),
    ]

    static let waiting = 3

    static func number(of kind: Profile.Function.Kind) -> Int {
        switch kind {
        case .guest: 0
        case .host: 1
        case .engine: 2
        }
    }
}

/// The calls in the form of stacks and frames. A call that waits is another one than the same call that runs, since its category is.
private struct FirefoxFrames {
    private let profile: Profile
    /// Each function as a frame, and behind them the same waiting.
    private var waiting: [Int: Int] = [:]
    private var waitingCalls: [Int] = []

    init(_ profile: Profile) { self.profile = profile }

    mutating func stack(_ call: Int, isWaiting: Bool) -> Int {
        guard isWaiting else { return call }
        if let known = waiting[call] { return known }
        let number = profile.calls.count + waitingCalls.count
        waiting[call] = number
        waitingCalls.append(call)
        return number
    }

    func writeStacks(_ json: inout JSONText) {
        let functionCount = profile.functions.count
        let all = profile.calls + waitingCalls.map { profile.calls[$0] }
        json.raw("{\"length\":\(all.count),\"prefix\":")
        json.numbers(all.map(\.caller))
        json.raw(",\"frame\":")
        json.numbers(
            all.enumerated().map { index, call in
                Optional(index < profile.calls.count ? call.function : call.function + functionCount)
            })
        json.raw(",\"category\":")
        json.numbers(
            all.enumerated().map { index, call in
                index < profile.calls.count
                    ? FirefoxCategory.number(of: profile.functions[call.function].kind) : FirefoxCategory.waiting
            })
        json.raw(",\"subcategory\":")
        json.repeated("0", all.count)
        json.raw("}")
    }

    func writeFrames(_ json: inout JSONText) {
        let count = profile.functions.count
        json.raw("{\"length\":\(2 * count),\"address\":")
        json.repeated("-1", 2 * count)
        json.raw(",\"inlineDepth\":")
        json.repeated("0", 2 * count)
        json.raw(",\"category\":")
        json.numbers(
            profile.functions.map { Optional(FirefoxCategory.number(of: $0.kind)) }
                + profile.functions.map { _ in Optional(FirefoxCategory.waiting) })
        json.raw(",\"subcategory\":")
        json.repeated("0", 2 * count)
        json.raw(",\"func\":")
        json.numbers(profile.functions.indices.map { Optional($0) } + profile.functions.indices.map { Optional($0) })
        for column in ["nativeSymbol", "innerWindowID", "implementation", "line", "column"] {
            json.raw(",\"\(column)\":")
            json.repeated("null", 2 * count)
        }
        json.raw("}")
    }
}
