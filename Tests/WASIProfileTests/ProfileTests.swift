import Testing
import WASIProfile

@Suite("Profiles") struct ProfileTests {
    @Test("each function has its own time and that of what it calls") func times() {
        let profile = example()
        let times = profile.times()
        #expect(profile.functions.map(\.name) == ["main", "work", "rest", "fd_read"])
        #expect(times.map { $0.own.processor / 1_000_000 } == [0, 30, 10, 2])
        #expect(times.map { $0.all.processor / 1_000_000 } == [42, 30, 12, 2])
        #expect(times.map { $0.all.elapsed / 1_000_000 } == [50, 30, 20, 10])
        #expect(profile.total.count == 50)
        #expect(profile.duration == 50_000_000)
    }

    @Test("a function that calls itself is counted once") func recursion() {
        var builder = ProfileBuilder(program: "x", interval: 1, start: 0)
        let down = builder.add(Profile.Function("down"))
        builder.note([down, down, down], processor: 5, elapsed: 5, at: 5, isWaiting: false)
        #expect(builder.profile.calls.count == 3)
        #expect(builder.profile.times()[0].all.processor == 5)
    }

    @Test("what a program has used that is found waiting goes to where it runs next") func unassigned() {
        var builder = ProfileBuilder(program: "x", interval: 10, start: 0)
        let work = builder.add(Profile.Function("work"))
        let poll = builder.add(Profile.Function("poll_oneoff", kind: .host))
        builder.note([work, poll], processor: 7, elapsed: 10, at: 10, isWaiting: true)
        builder.note([work], processor: 3, elapsed: 10, at: 20, isWaiting: false)
        #expect(builder.profile.samples.map(\.time.processor) == [0, 10])
        #expect(builder.profile.samples.map(\.isWaiting) == [true, false])
    }

    @Test("the course of a long run is kept ever more roughly, with all of its time") func moments() {
        var builder = ProfileBuilder(program: "x", interval: 1, start: 0, keepsMoments: true)
        let work = builder.add(Profile.Function("work"))
        let count = 3 << 20
        for time in 1...count { builder.note([work], processor: 1, elapsed: 1, at: Int64(time), isWaiting: false) }
        let moments = builder.profile.moments
        #expect(moments.count < 1 << 20)
        #expect(moments.count > 1 << 18)
        let sum = moments.reduce(0) { $0 + $1.processor }
        #expect(Int64(count) - sum < 8)
        #expect(moments.reduce(0) { $0 + $1.elapsed } == sum)
        #expect(moments.map(\.offset) == moments.map(\.offset).sorted())
    }

    @Test(
        "a file's form is told by the end of its name",
        arguments: [
            ("a.pb.gz", ProfileFormat.compressedPprof), ("a", .compressedPprof), ("a.prof", .compressedPprof),
            ("a.pb", .pprof),
            ("a.json", .firefox), ("x.svg", .flameGraph),
        ])
    func formats(file: String, format: ProfileFormat) { #expect(ProfileFormat(file: file) == format) }

    @Test(
        "names are shown as people write them",
        arguments: [
            ("main", "main"), ("main.main", "main.main"), ("", ""),
            ("_ZN4core3fmt9Formatter3pad17h0123456789abcdefE", "core::fmt::Formatter::pad"),
            ("_ZN40_$LT$Vec$LT$T$GT$$u20$as$u20$a..Drop$GT$4drop17h0123456789abcdefE", "<Vec<T> as a::Drop>::drop"),
            ("_ZN3foo3barE", "foo::bar"), ("_ZN3fooEv", "foo"), ("_ZNK3foo3barEi", "foo::bar"),
            // Templates are left alone, as is what is cut off.
            ("_ZN3fooIiE3barEv", "_ZN3fooIiE3barEv"), ("_ZN99foo", "_ZN99foo"), ("_ZN", "_ZN"),
            ("_ZN99999999999999999999foo", "_ZN99999999999999999999foo"),
            ("_RNvC7mycrate3foo", "mycrate::foo"), ("_RNvNtCs1234_7mycrate3foo3bar", "mycrate::foo::bar"),
            ("_RNvMs_NtCs1234_7mycrate3fooNtB4_3Bar3baz", "<mycrate::foo::Bar>::baz"),
            ("_RNCNvC7mycrate3foo0B3_", "mycrate::foo::{closure}"), ("_RINvC7mycrate3foolE", "mycrate::foo"),
            ("_RB_", "_RB_"), ("_RNvB_3foo", "_RNvB_3foo"), ("_R", "_R"),
            ("$s4main3fooyyF", "$s4main3fooyyF"),
        ])
    func names(name: String, shown: String) {
        #expect(Profile.Function(name).name == shown)
        #expect(Profile.Function(name).systemName == name)
    }

    @Test("no name that a guest may have hurts its host") func hostileNames() {
        let alphabet = Array("_RNZvCsBXYMIEK0123456789LSTab$.".unicodeScalars)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var name = ["_ZN", "_R", "_RNv", "_RX"].randomElement(using: &generator) ?? ""
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                name.unicodeScalars.append(alphabet.randomElement(using: &generator) ?? "x")
            }
            #expect(Profile.Function(name).systemName == name)
        }
    }
}
