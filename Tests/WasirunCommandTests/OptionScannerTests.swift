import ArgumentParser
import Testing

@testable import WasirunCommand

/// The scanner and the parser know the same options and make the same of them.
@Suite("Scanner of options") struct OptionScannerTests {
    private let shapes = RunOptions.groups.flatMap(\.shapes)

    /// What the parser makes of a command line: each group with all properties spelled out, the module and what is behind it.
    /// `nil` if it accepts none or has something to print.
    private static func parsed(_ arguments: [String]) -> [String]? {
        let spelled = arguments.map(OptionSpelling.spelledOut)
        guard let options = try? RunOptions.parseAsRoot(spelled) as? RunOptions else { return nil }
        let rest = Array(arguments.suffix(options.arguments.count))
        return RunOptions.groups.map { "\($0.read(options))" } + [options.module] + rest
    }

    private func parsed(_ arguments: [String]) -> [String]? { Self.parsed(arguments) }

    private static let defaults = parsed(["x.wasm"])

    /// What the scanner makes of it. A group that it has not made is the one of a command line without options.
    private func scanned(_ arguments: [String]) -> [String]? {
        guard let given = OptionScanner.options(arguments), let defaults = Self.defaults else { return nil }
        return zip(given.groups, defaults).map { $0.map { "\($0)" } ?? $1 } + [given.module] + given.arguments
    }

    @Test("every option of the help is in the table, and no other; CONTRIBUTING says how one is added")
    func sameOptions() {
        let help = RunOptions.helpMessage(includeHidden: true, columns: 100)
        let inHelp = help.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("  --") else { return nil }
            return String(line.dropFirst(4).prefix { $0 != " " })
        }
        #expect(shapes.map(\.name) == inHelp.filter { $0 != "version" })
    }

    @Test("without options, a plan is what the defaults of all options make it") func defaults() throws {
        let bare = try #require(OptionScanner.options(["x.wasm", "a"]))
        #expect(bare.groups.allSatisfy { $0 == nil })
        let options = try #require(try RunOptions.parseAsRoot(["x.wasm", "a"]) as? RunOptions)
        let full = GivenOptions(options, arguments: ["a"])
        #expect(full.groups.allSatisfy { $0 != nil })
        #expect(
            try RunPlan(bare, environment: [], process: 1) == RunPlan(full, environment: [], process: 1))
        #expect(parsed(["x.wasm"])?.first?.contains("1024") == true, "the texts that are compared tell the values")
    }

    @Test("what the parser accepts of an option once, the scanner accepts, with the same result") func each() throws {
        for shape in shapes {
            let forms: [[String]] =
                shape.kind == .flag
                ? [["--\(shape.name)"]]
                : ["7", "text"].flatMap { [["--\(shape.name)", $0], ["--\(shape.name)=\($0)"]] }
            var accepted = 0
            for form in forms {
                let expected = parsed(form + ["x.wasm", "--net", "a"])
                #expect(scanned(form + ["x.wasm", "--net", "a"]) == expected, "\(form)")
                if expected != nil { accepted += 1 }
            }
            #expect(accepted > 0, "no value for --\(shape.name) is known to this test")
            guard shape.kind == .list else { continue }
            let twice = forms[0] + forms[3] + ["x.wasm"]
            #expect(scanned(twice) == parsed(twice))
            #expect(scanned(twice) != nil)
        }
    }

    @Test("two options with an optional value are short for others") func shortForms() {
        #expect(scanned(["--trace=path_*", "x"]) == scanned(["--trace-filter", "path_*", "x"]))
        #expect(scanned(["--stats=json", "x"]) == scanned(["--stats-format=json", "x"]))
        #expect(scanned(["--trace", "--stats", "x"]) == parsed(["--trace", "--stats", "x"]))
        #expect(scanned(["--trace", "--stats", "x"]) != nil)
    }

    @Test(
        "what is not for the scanner to judge",
        arguments: [
            [], [""], ["--dir"], ["--dir", "a"], ["--", "x"], ["-h"], ["--help"], ["--version"], ["-x", "m"],
            ["--nonsense", "m"],
            ["--dir=", "m"], ["--dir", "-a", "m"], ["--dir", "--net", "m"], ["--net=yes", "m"], ["--net", "--net", "m"],
            ["--cache", "on", "--cache", "off", "m"], ["--fuel", "x", "m"], ["--fuel", "-1", "m"], ["--trace=", "m"],
            ["--max-open-files", "99999999999999999999", "m"], ["--generate-completion-script", "zsh"], ["--=", "m"],
        ] as [[String]])
    func leftToTheParser(_ arguments: [String]) { #expect(scanned(arguments) == nil) }

    @Test("of 150 command lines, the scanner accepts none that the parser refuses, nor understands one otherwise")
    func generated() {
        var random = UInt64(20_261_125)
        func next(_ count: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % count
        }
        let values = ["1", "a", "", "-", "--", "-1", "--net", "a=b", "ä", "5s", "--trace=x", "x.wasm"]
        let modules = ["x.wasm", "-", "", "--", "inspect", "a=b", "-x"]
        var accepted = 0
        for _ in 0..<150 {
            var line: [String] = []
            for _ in 0..<next(5) {
                let shape = shapes[next(shapes.count)]
                let name = "--" + (next(20) == 0 ? "\(shape.name)x" : shape.name)
                let value = values[next(next(2) == 0 ? 2 : values.count)]
                let hasValue = (shape.kind != .flag) != (next(20) == 0)
                line += !hasValue ? [name] : next(2) == 0 ? [name, value] : ["\(name)=\(value)"]
            }
            line.append(modules[next(next(2) == 0 ? 2 : modules.count)])
            for _ in 0..<next(3) { line.append(values[next(values.count)]) }
            guard let result = scanned(line) else { continue }
            accepted += 1
            #expect(result == parsed(line), "\(line)")
        }
        #expect(accepted > 50)
    }
}
