import Testing
import WASIProfile

@Suite("Flame graphs") struct FlameGraphTests {
    /// A profile of one stack.
    private func profile(_ names: [String]) -> Profile {
        var builder = ProfileBuilder(program: "x.wasm", interval: 1_000_000, start: 0, keepsMoments: false)
        let stack = names.map { builder.add(Profile.Function($0)) }
        builder.note(stack, processor: 1_000_000, elapsed: 1_000_000, at: 1_000_000, isWaiting: false)
        return builder.profile
    }

    /// What stands between two texts, each time.
    private func parts(_ text: String, from start: String, to end: String) -> [String] {
        text.split(separator: start, omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstRange(of: end).map { String(part[..<$0.lowerBound]) }
        }
    }

    /// The labels that a function has in a picture, the narrowest last: its profile spends half of its time in each call and half in the
    /// next one.
    private func labels(_ name: String) -> [String] {
        var builder = ProfileBuilder(program: "x.wasm", interval: 1_000_000, start: 0, keepsMoments: false)
        let function = builder.add(Profile.Function(name))
        for depth in 1...9 {
            let time = Int64(1) << Int64(29 - depth)
            builder.note(
                [Int](repeating: function, count: depth), processor: time, elapsed: time, at: 1, isWaiting: false)
        }
        let view = parts(builder.profile.flameGraph(), from: "id=\"cpu\">", to: "\n</g>")[0]
        return parts(view, from: "<text x=\"3\" y=\"12\">", to: "</text>").dropFirst().map { String($0) }
    }

    @Test("a deep picture is as high as its rows, so that it is scrolled and not made smaller") func height() {
        #expect(profile(["main"]).flameGraph().contains(#"viewBox="0 0 1200 114" width="100%" height="114""#))
        let deep = profile((0..<500).map { "f\($0)" }).flameGraph()
        #expect(deep.contains(#"viewBox="0 0 1200 8597" width="100%" height="8597""#))
        // What names and finds goes along, so it is drawn over the bars.
        let head = deep.firstRange(of: "<g id=\"head\">"), last = deep.firstRange(of: "data-n=\"f499\"")
        #expect((head?.lowerBound ?? deep.startIndex) > (last?.lowerBound ?? deep.endIndex))
    }

    @Test("a name that its bar has no room for is cut") func cut() {
        #expect(
            labels("a_function_with_a_long_name") == [
                "a_function_with_a_long_name", "a_function_with_a_long_name", "a_function_with_a_long_name",
                "a_function_with_a_…", "a_functi…", "a_…", "", "", "",
            ])
    }

    @Test("letters of East Asia need twice the room") func wide() {
        #expect(
            labels("名前の長い関数でありますから") == [
                "名前の長い関数でありますから", "名前の長い関数でありますから", "名前の長い関数でありますから", "名前の長い関数であ…", "名前の長…", "名…", "", "", "",
            ])
    }

    @Test("nothing of a bar stands outside of it, whatever a font makes of its name") func clipped() {
        let picture = profile(["main"]).flameGraph()
        #expect(
            picture.contains(
                #" data-n="main" x="10.00" y="87" width="1179.70" height="16"><title>main (1.000 ms, 100.00 %)"#))
        #expect(picture.contains(#"<text x="3" y="12">main</text></svg>"#))
        #expect(picture.contains("0.001 s, of which 0.001 s on a processor; 1 sample<"))
    }

    @Test("a picture of nothing has a bar for all, which the script can divide by") func empty() {
        let picture = Profile(program: "x.wasm", interval: 1, start: 0).flameGraph()
        #expect(picture.ranges(of: #"data-x="0.000000000" data-w="1.000000000" data-n="all""#).count == 2)
        #expect(picture.contains("<title>all (0.000 ms, 100.00 %)</title>"))
    }

    @Test("each bar lies in the one above it, as exactly as the script looks") func nested() {
        var builder = ProfileBuilder(program: "x.wasm", interval: 1_000_000, start: 0, keepsMoments: false)
        let functions = (0..<20).map { builder.add(Profile.Function("f\($0)")) }
        for first in 0..<20 {
            for second in 0..<20 {
                let time = Int64(1_000_003 + 7919 * ((first * 31 + second * 17) % 97))
                builder.note(
                    [functions[first], functions[second]], processor: time, elapsed: time, at: 1, isWaiting: false)
            }
        }
        let view = parts(builder.profile.flameGraph(), from: "id=\"cpu\">", to: "\n</g>")[0]
        let bars = parts(view, from: "data-x=\"", to: " x=").compactMap { text -> (start: Double, end: Double)? in
            let numbers = text.split(separator: "\"")
            guard let start = Double(numbers[0]), let width = Double(numbers[2]) else { return nil }
            return (start, start + width)
        }
        #expect(bars.count == 421)
        // The order is that of drawing: each call is followed by those that it made.
        var outside = 0
        for index in stride(from: 1, to: bars.count, by: 21) {
            let parent = bars[index]
            for child in bars[index + 1...index + 20]
            where child.start < parent.start - 1e-8 || child.end > parent.end + 1e-8 {
                outside += 1
            }
        }
        #expect(outside == 0)
    }
}
