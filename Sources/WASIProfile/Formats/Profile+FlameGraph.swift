extension Profile {
    /// The profile as a picture, an SVG file that shows itself in a browser: each call a bar below the one that made it, as wide as the
    /// time that it took with all that it called.
    ///
    /// It needs no network. A click on a bar makes it as wide as the picture; names can be searched for; and what is shown is either the
    /// time of a processor or all time, in which the program's waiting is seen. What takes less than a ten-thousandth is left out.
    public func flameGraph() -> String {
        let views = [
            FlameView(self, name: "cpu", weight: { $0.processor }, showsWaiting: false),
            FlameView(self, name: "wall", weight: { $0.elapsed }, showsWaiting: true),
        ]
        // Whoever only waited would see nothing.
        let shown = views[0].total > 0 ? "cpu" : "wall"
        let rows = views.map(\.depth).max() ?? 1
        let height = FlameView.top + rows * FlameView.rowHeight + 10
        let seconds = JSONText.decimal(duration / 1_000_000, digits: 3)
        let busy = JSONText.decimal(total.processor / 1_000_000, digits: 3)
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(FlameView.width) \(height)" width="100%" height="\(height)" \
            preserveAspectRatio="xMidYMin meet" class="\(shown)">
            <title>\(program.markup)</title>
            <style>\(FlameParts.style)</style>
            <rect width="100%" height="100%" fill="#fdfdfb"/>

            """
        for view in views { view.write(&text) }
        text += """
            <g id="head">
            <rect width="100%" height="\(FlameView.top - 2)" fill="#fdfdfb"/>
            <text class="head" x="10" y="26">\(program.markup)</text>
            <text class="note" x="10" y="44">\(seconds) s, of which \(busy) s on a processor; \(total.count) sample\(total.count == 1 ? "" : "s")</text>
            <g id="bar">
            <text class="key" id="mode" x="690" y="26">show all time</text>
            <text class="key" id="reset" x="800" y="26">whole picture</text>
            <foreignObject x="900" y="10" width="290" height="26"><input xmlns="http://www.w3.org/1999/xhtml" id="find" \
            type="search" placeholder="search names"/></foreignObject>
            <text class="note" id="found" x="900" y="52"></text>
            </g>
            <text class="note" id="told" x="10" y="62"></text>
            </g>

            """
        text += "<script><![CDATA[\(FlameParts.script)]]></script>\n</svg>\n"
        return text
    }
}

/// The bars of one kind of time.
private struct FlameView {
    static let width = 1200
    static let margin = 10
    static let rowHeight = 17
    static let top = 70

    private let profile: Profile
    private let name: String
    private var bars: [Bar] = []
    let total: Int64
    private(set) var depth = 1

    private struct Bar {
        var name: String
        var kind: String
        var depth: Int
        var start: Int64
        var weight: Int64
    }

    init(_ profile: Profile, name: String, weight: (Profile.Time) -> Int64, showsWaiting: Bool) {
        self.profile = profile
        self.name = name
        var weights = [Int64](repeating: 0, count: profile.calls.count)
        var waiting = weights
        for sample in profile.samples {
            let weight = weight(sample.time)
            weights[sample.call] += weight
            if showsWaiting, sample.isWaiting { waiting[sample.call] += weight }
        }
        // Each call stands behind the one that it was made from.
        var children: [[Int]] = Array(repeating: [], count: profile.calls.count)
        var roots: [Int] = []
        var total: Int64 = 0
        for call in profile.calls.indices.reversed() {
            if let caller = profile.calls[call].caller {
                weights[caller] += weights[call]
                children[caller].append(call)
            } else {
                total += weights[call]
                roots.append(call)
            }
        }
        self.total = total
        bars.append(Bar(name: "all", kind: "all", depth: 0, start: 0, weight: total))

        func inOrder(_ calls: [Int]) -> [Int] {
            calls.sorted {
                let left = profile.functions[profile.calls[$0].function]
                let right = profile.functions[profile.calls[$1].function]
                return (left.name, left.index ?? 0) < (right.name, right.index ?? 0)
            }
        }
        let least = max(total / 10_000, 1)
        // What has yet to be drawn; not by recursion, since programs recurse deeper than this one's stack might allow.
        var due: [(call: Int, depth: Int, start: Int64)] = []
        func add(_ calls: [Int], _ depth: Int, _ start: Int64) {
            var start = start
            for call in inOrder(calls) {
                if weights[call] >= least { due.append((call, depth, start)) }
                start += weights[call]
            }
        }
        add(roots, 1, 0)
        while let (call, depth, start) = due.popLast() {
            let function = profile.functions[profile.calls[call].function]
            bars.append(
                Bar(name: function.name, kind: function.kind.word, depth: depth, start: start, weight: weights[call]))
            self.depth = max(self.depth, depth + 1)
            if waiting[call] >= least {
                self.depth = max(self.depth, depth + 2)
                bars.append(Bar(name: "waiting", kind: "waiting", depth: depth + 1, start: start, weight: waiting[call]))
            }
            add(children[call], depth + 1, start + waiting[call])
        }
    }

    func write(_ text: inout String) {
        text += "<g class=\"view\" id=\"\(name)\">\n"
        let whole = Double(max(total, 1))
        let room = Double(FlameView.width - 2 * FlameView.margin)
        for bar in bars {
            // All of nothing is as wide as all of something.
            let (start, share) = (Double(bar.start) / whole, total > 0 ? Double(bar.weight) / whole : 1)
            let (x, width) = (Double(FlameView.margin) + start * room, share * room)
            let y = FlameView.top + bar.depth * FlameView.rowHeight
            let told = "\(bar.name) (\(JSONText.decimal(bar.weight / 1000, digits: 3)) ms, \(percent(share)))"
            // Monospaced letters of 12 units are 7.2 units wide. A picture in the picture cuts off what a font makes wider.
            let label = FlameLabel.fitting(bar.name, Int((width - 6) / 7.2))
            text += "<svg class=\"\(bar.kind)\" data-x=\"\(decimal(start, 9))\" data-w=\"\(decimal(share, 9))\""
            text += " data-n=\"\(bar.name.markup)\" x=\"\(decimal(x, 2))\" y=\"\(y)\""
            text += " width=\"\(decimal(max(width - 0.3, 0.2), 2))\" height=\"\(FlameView.rowHeight - 1)\">"
            text += "<title>\(told.markup)</title><rect width=\"100%\" height=\"100%\" fill=\"\(colour(bar))\"/>"
            text += "<text x=\"3\" y=\"12\">\(label.markup)</text></svg>\n"
        }
        text += "</g>\n"
    }

    private func percent(_ share: Double) -> String {
        share.isFinite ? decimal(share * 100, 2) + " %" : "–"
    }

    private func decimal(_ number: Double, _ digits: Int) -> String {
        var scaled = number
        for _ in 0..<digits { scaled *= 10 }
        return JSONText.decimal(Int64(scaled.rounded()), digits: digits)
    }

    /// The same for the same name, so that one's eye finds a function again.
    private func colour(_ bar: Bar) -> String {
        let hash = bar.name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let (first, second) = (hash % 30, hash / 64 % 18)
        switch bar.kind {
        case "guest": return "hsl(\(18 + first),\(78 + second / 2)%,\(62 + second / 2)%)"
        case "host": return "hsl(\(205 + first / 2),62%,\(68 + second / 3)%)"
        case "engine": return "hsl(\(90 + first),40%,66%)"
        case "waiting": return "hsl(215,16%,84%)"
        default: return "hsl(40,20%,86%)"
        }
    }
}

extension Profile.Function.Kind {
    fileprivate var word: String {
        switch self {
        case .guest: "guest"
        case .host: "host"
        case .engine: "engine"
        }
    }
}
