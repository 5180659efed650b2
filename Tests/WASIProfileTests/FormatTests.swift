import Deflate
import TestSupport
import Testing
import WASIProfile

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Forms of profiles") struct FormatTests {
    @Test("pprof has the stacks, innermost first, with the values of each") func pprof() throws {
        let profile = try #require(PprofProfile(example().pprof()))
        #expect(profile.types == ["samples/count", "cpu/nanoseconds", "wall/nanoseconds"])
        #expect(profile.defaultType == "cpu")
        #expect(profile.functions == ["main", "work", "rest", "fd_read"])
        #expect(profile.period == 1_000_000)
        #expect(profile.duration == 50_000_000)
        #expect(profile.time == 1_700_000_000_000_000_000)
        #expect(
            profile.samples == [
                PprofProfile.Sample(
                    stack: ["work", "main"], values: ["samples": 30, "cpu": 30_000_000, "wall": 30_000_000],
                    labels: ["state": "running"]),
                PprofProfile.Sample(
                    stack: ["rest", "main"], values: ["samples": 10, "cpu": 10_000_000, "wall": 10_000_000],
                    labels: ["state": "running"]),
                PprofProfile.Sample(
                    stack: ["fd_read", "rest", "main"], values: ["samples": 2, "cpu": 2_000_000, "wall": 2_000_000],
                    labels: ["state": "running"]),
                PprofProfile.Sample(
                    stack: ["fd_read", "rest", "main"], values: ["samples": 8, "cpu": 0, "wall": 8_000_000],
                    labels: ["state": "waiting"]),
            ])
    }

    @Test("the compressed form is the same, compressed") func compressed() throws {
        let bytes = example().encoded(as: .compressedPprof)
        #expect(try Gzip.decompress(bytes, limit: 1 << 20) == example().pprof())
    }

    @Test("a memory profile tells sizes, and that it can tell no more") func memory() throws {
        let memory = MemoryProfile(
            program: "x.wasm",
            parts: [
                .init(name: "memory", isTable: false, count: 65_536, byteCount: 65_536),
                .init(name: "table", isTable: true, count: 10, byteCount: 80),
            ], start: 5)
        let profile = try #require(PprofProfile(memory.pprof()))
        #expect(profile.types == ["inuse_objects/count", "inuse_space/bytes"])
        #expect(profile.samples.map(\.stack) == [["memory memory"], ["table table"]])
        #expect(profile.samples.map { $0.values["inuse_space"] } == [65_536, 80])
        #expect(profile.comments.count == 1)
    }

    @Test("the form for Firefox has a row for each moment, and tables that fit each other") func firefox() throws {
        for keepsMoments in [false, true] {
            let text = example(keepsMoments: keepsMoments).firefox()
            let profile = try JSONDecoder().decode(Firefox.self, from: Data(text.utf8))
            let thread = try #require(profile.threads.first)
            #expect(profile.meta.preprocessedProfileVersion == 47)
            #expect(profile.meta.categories.map(\.name) == ["Program", "Host call", "Engine", "Waiting"])
            #expect(thread.stringArray == ["main", "work", "rest", "fd_read"])
            #expect(thread.samples.length == (keepsMoments ? 50 : 4))
            #expect(thread.samples.stack.count == thread.samples.length)
            #expect(thread.samples.time.count == thread.samples.length)
            #expect(thread.samples.threadCPUDelta.reduce(0, +) == 42_000)
            #expect(thread.samples.weightType == "tracing-ms")
            #expect(thread.samples.weight.reduce(0, +) == 50)
            // Four calls, and the one that waits.
            #expect(thread.stackTable.length == 5)
            #expect(thread.stackTable.prefix == [nil, 0, 0, 2, 2])
            #expect(thread.stackTable.category == [0, 0, 0, 1, 3])
            for frame in thread.stackTable.frame { #expect(thread.frameTable.func.indices.contains(frame)) }
            for function in thread.frameTable.func { #expect(thread.funcTable.name.indices.contains(function)) }
            for name in thread.funcTable.name { #expect(thread.stringArray.indices.contains(name)) }
            for stack in thread.samples.stack { #expect(thread.stackTable.frame.indices.contains(stack)) }
        }
    }

    @Test("a moment weighs in Firefox as much time as passed before it, however late the look was") func late() throws {
        var builder = ProfileBuilder(program: "x.wasm", interval: 1_000_000, start: 0, keepsMoments: true)
        let (work, read) = (builder.add(Profile.Function("work")), builder.add(Profile.Function("fd_read", kind: .host)))
        builder.note([work], processor: 5_000_000, elapsed: 30_000_000, at: 30_000_000, isWaiting: false)
        builder.note([work, read], processor: 0, elapsed: 1_000_000, at: 31_000_000, isWaiting: true)
        let profile = try JSONDecoder().decode(Firefox.self, from: Data(builder.profile.firefox().utf8))
        #expect(profile.threads.first?.samples.weight == [30, 1])
        #expect(profile.threads.first?.samples.time == [30, 31])
    }

    @Test("names in it are no markup, whatever they are") func names() throws {
        let hostile = ["</title><script>alert(1)</script>", "a\"b'c&<>]]>", "\u{202e}\u{0}\u{1b}[31m\n"]
        let profile = example(names: hostile)
        let picture = profile.flameGraph()
        #expect(!picture.contains("<script>alert"))
        #expect(picture.contains("&lt;/title&gt;&lt;script&gt;alert(1)"))
        #expect(picture.contains("a&quot;b&#39;c&amp;&lt;&gt;]]&gt;"))
        #expect(!picture.contains("\u{202e}") && !picture.contains("\u{1b}") && !picture.contains("\u{0}"))
        // The one script is ours.
        #expect(picture.ranges(of: "<script>").count == 1)
        #expect(picture.ranges(of: "</script>").count == 1)
        let text = profile.firefox()
        #expect(!text.contains("<script>"))
        let read = try JSONDecoder().decode(Firefox.self, from: Data(text.utf8))
        #expect(read.threads.first?.stringArray.prefix(3) == hostile[...])
    }

    @Test("the picture has a bar for each call, once by processor and once by all time") func picture() {
        let picture = example().flameGraph()
        #expect(picture.contains("<title>work (30.000 ms, 71.43 %)</title>"))
        #expect(picture.contains("<title>work (30.000 ms, 60.00 %)</title>"))
        #expect(picture.contains("<title>fd_read (10.000 ms, 20.00 %)</title>"))
        #expect(picture.contains("<title>waiting (8.000 ms, 16.00 %)</title>"))
        // It loads nothing.
        #expect(!picture.contains("src=") && !picture.contains("href"))
    }

    @Test("an empty profile has all its forms") func empty() throws {
        let profile = Profile(program: "x", interval: 1, start: 0)
        for format in ProfileFormat.allCases { #expect(!profile.encoded(as: format).isEmpty) }
        #expect(PprofProfile(profile.pprof())?.samples == [])
    }
}

/// What tests look at of a profile for Firefox.
private struct Firefox: Decodable {
    struct Category: Decodable { var name: String }
    struct Meta: Decodable {
        var preprocessedProfileVersion: Int
        var categories: [Category]
    }
    struct Samples: Decodable {
        var length: Int
        var stack: [Int]
        var time: [Double]
        var threadCPUDelta: [Int]
        var weightType: String
        var weight: [Double]
    }
    struct Stacks: Decodable {
        var length: Int
        var prefix: [Int?]
        var frame: [Int]
        var category: [Int]
    }
    struct Frames: Decodable { var `func`: [Int] }
    struct Functions: Decodable { var name: [Int] }
    struct Thread: Decodable {
        var samples: Samples
        var stackTable: Stacks
        var frameTable: Frames
        var funcTable: Functions
        var stringArray: [String]
    }
    var meta: Meta
    var threads: [Thread]
}
