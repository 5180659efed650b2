extension Profile {
    /// The profile as `go tool pprof` and others read it: google/pprof's `profile.proto`, not compressed.
    ///
    /// The values of a sample are its number, the time of a processor (`cpu`, which is shown unless another is asked for) and the time
    /// that passed (`wall`), both in nanoseconds. The label `state` is `running` or `waiting`.
    public func pprof() -> [UInt8] {
        var table = Pprof()
        let processor = Pprof.ValueType(name: "cpu", unit: "nanoseconds")
        table.begin(
            [
                Pprof.ValueType(name: "samples", unit: "count"), processor,
                Pprof.ValueType(name: "wall", unit: "nanoseconds"),
            ], shown: "cpu", program: program)
        table.period(processor, interval, start: start, duration: duration)
        for (number, function) in functions.enumerated() {
            let file =
                switch function.kind {
                case .guest: program
                case .host: "host"
                case .engine: "engine"
                }
            table.add(Int64(number) + 1, name: function.name, systemName: function.systemName, file: file)
        }
        for sample in samples {
            table.add(
                stack(of: sample.call).map { Int64($0) + 1 },
                [Int64(sample.time.count), sample.time.processor, sample.time.elapsed],
                label: ("state", sample.isWaiting ? "waiting" : "running"))
        }
        return table.finished()
    }

    /// The functions' numbers from a call outwards.
    func stack(of call: Int) -> [Int] {
        var functions: [Int] = []
        var next: Int? = call
        while let call = next {
            functions.append(calls[call].function)
            next = calls[call].caller
        }
        return functions
    }
}
