import ArgumentParser
import Testing
import WASICore
import WASIMiddleware
import WASIRun
import WASIUnix

@testable import WasirunCommand

@Suite("Command line") struct RequestTests {
    let process = [
        EnvironmentVariable(name: "HOME", value: "/home/ada"), EnvironmentVariable(name: "LANG", value: "C"),
        EnvironmentVariable(name: "EMPTY", value: ""),
    ]

    private func plan(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> RunPlan {
        guard case .run(let plan) = try Request(arguments, environment: process) else {
            Issue.record("not a run", sourceLocation: sourceLocation)
            throw CommandFailure(.usage, "not a run")
        }
        return plan
    }

    private func failure(_ arguments: [String]) -> CommandFailure? {
        do throws(CommandFailure) {
            _ = try Request(arguments, environment: process)
            return nil
        } catch {
            return error
        }
    }

    @Test("a module alone is granted nothing") func moduleAlone() throws {
        let expected = RunPlan(
            module: .file("dir/x.wasm"), arguments: ["x.wasm"], environment: [], grants: [], sockets: SocketArguments(),
            printsSockets: false, network: .none, nameServers: [], socketFunctions: .auto,
            nonBlockingStandardStreams: false,
            maximumOpenFiles: 1024, maximumOpenDirectories: 1024, invocation: nil, compiler: .auto, cache: .user)
        #expect(try plan("dir/x.wasm") == expected)
    }

    @Test("a script for a shell's completion can be asked for", arguments: ["bash", "zsh", "fish"])
    func completion(_ shell: String) throws {
        for arguments in [["--generate-completion-script", shell], ["--generate-completion-script=\(shell)"]] {
            guard case .print(let script) = try Request(arguments, environment: []) else {
                Issue.record("not a text to print")
                return
            }
            #expect(script.contains("allow-connect"))
        }
    }

    @Test("everything behind the module is the guest's, options and help included") func passthrough() throws {
        let plan = try plan("--env", "A=1", "x.wasm", "--env", "B=2", "--help", "-", "--", "inspect")
        #expect(plan.arguments == ["x.wasm", "--env", "B=2", "--help", "-", "--", "inspect"])
        #expect(plan.environment.map(\.description) == ["A=1"])
    }

    @Test("a trace is asked for by any of its options, and --trace=LIST is short for a filter") func tracing() throws {
        #expect(try plan("x.wasm").trace == nil)
        #expect(try plan("x.wasm", "--trace").trace == nil)
        #expect(try plan("--trace", "x.wasm").trace?.options == TraceOptions())
        #expect(try plan("--trace=path_*", "x.wasm").trace == plan("--trace-filter", "path_*", "x.wasm").trace)
        #expect(try plan("--trace-failed", "x.wasm").trace?.options.filter.onlyFailures == true)
        #expect(try plan("--trace-output", "t", "--trace-format", "json", "x.wasm").trace?.output == "t")
        #expect(try plan("--trace", "x.wasm", "--trace=x").arguments == ["x.wasm", "--trace=x"])
        #expect(
            failure(["--trace-format", "xml", "x.wasm"])?.message
                == "--trace-format \"xml\" is none of text, json and chrome")
        #expect(
            failure(["--trace-time", "now", "x.wasm"])?.message
                == "--trace-time \"now\" is none of none, relative, absolute and duration")
        #expect(failure(["--trace=nix", "x.wasm"])?.code == .usage)
        #expect(failure(["--trace-string-size", "-1", "x.wasm"])?.code == .usage)
    }

    @Test("one -- directly behind the module is dropped") func terminator() throws {
        #expect(try plan("x.wasm", "--", "a", "--", "b").arguments == ["x.wasm", "a", "--", "b"])
        #expect(try plan("x.wasm", "--", "--").arguments == ["x.wasm", "--"])
        #expect(try plan("x.wasm", "a", "--", "b").arguments == ["x.wasm", "a", "--", "b"])
        #expect(try plan("x.wasm", "--").arguments == ["x.wasm"])
    }

    @Test("a -- before the module ends the options") func terminatorBeforeModule() throws {
        let plan = try plan("--env-inherit", "--", "--x.wasm", "a", "--", "b")
        #expect(plan.module == .file("--x.wasm"))
        #expect(plan.arguments == ["--x.wasm", "a", "--", "b"])
    }

    @Test("- is standard input") func standardInput() throws {
        let plan = try plan("--env", "A=1", "-", "a")
        #expect(plan.module == .standardInput)
        #expect(plan.arguments == ["-", "a"])
    }

    @Test("inspect is a command only as the first word") func inspect() throws {
        guard case .inspect(let options) = try Request(["inspect", "--json", "x.wasm"], environment: []) else {
            Issue.record("not an inspection")
            return
        }
        #expect(options.json)
        #expect(options.module == "x.wasm")
        #expect(try plan("./inspect", "x").arguments == ["inspect", "x"])
        #expect(try plan("--env-inherit", "inspect").module == .file("inspect"))
        #expect(try plan("x.wasm", "inspect").arguments == ["x.wasm", "inspect"])
    }

    @Test("options take their values behind = or as the next word") func optionForms() throws {
        let first = try plan(
            "--dir", ".", "--argv0=me", "--max-open-files=3", "--compiler", "winch", "--cache=off", "x.wasm", "a")
        #expect(first.grants == [DirectoryGrant(host: ".", guest: ".")])
        #expect(first.arguments == ["me", "a"])
        #expect(first.maximumOpenFiles == 3)
        #expect(first.compiler == .winch)
        #expect(first.cache == .off)
        let second = try plan(
            "--dir=a", "--max-open-dirs", "0", "--non-blocking-stdio", "--cache", "kept/here", "--invoke=add", "x.wasm", "1",
            "-2")
        #expect(second.maximumOpenDirectories == .max)
        #expect(second.nonBlockingStandardStreams)
        #expect(second.cache == .folder("kept/here"))
        #expect(second.invocation == .init(export: "add", arguments: ["1", "-2"]))
    }

    @Test(
        "grants keep their order and may repeat",
        arguments: [
            ("data", DirectoryGrant(host: "data", guest: "data")),
            ("/srv/data/", DirectoryGrant(host: "/srv/data/", guest: "/srv/data/")),
            ("data:ro", DirectoryGrant(host: "data", guest: "data", access: .readOnly)),
            ("data::/d", DirectoryGrant(host: "data", guest: "/d")),
            ("data::/d:ro", DirectoryGrant(host: "data", guest: "/d", access: .readOnly)),
            ("a:b", DirectoryGrant(host: "a:b", guest: "a:b")),
            ("./x:ro::x", DirectoryGrant(host: "./x:ro", guest: "x")),
            ("a::b::c", DirectoryGrant(host: "a", guest: "b::c")),
            ("a::\u{301}b", DirectoryGrant(host: "a", guest: "\u{301}b")),
        ])
    func grants(_ argument: String, _ grant: DirectoryGrant) throws {
        #expect(
            try plan("--dir", "z", "--dir", argument, "--dir", "z", "x.wasm").grants.map(\.host) == ["z", grant.host, "z"])
        #expect(try plan("--dir", argument, "x.wasm").grants == [grant])
    }

    @Test(
        "the environment is what was asked for, in order",
        arguments: [
            ([], []),
            (["--env-inherit"], ["HOME=/home/ada", "LANG=C", "EMPTY="]),
            (["--env", "B=2", "--env", "A=1"], ["B=2", "A=1"]),
            (["--env", "LANG"], ["LANG=C"]),
            (["--env", "EMPTY"], ["EMPTY="]),
            (["--env", "LANG="], ["LANG="]),
            (["--env", "A=b=c"], ["A=b=c"]),
            (["--env", "A==\u{338}"], ["A==\u{338}"]),
            (["--env", "A=1", "--env", "A=2"], ["A=2"]),
            (["--env", "LANG=de", "--env-inherit"], ["HOME=/home/ada", "LANG=de", "EMPTY="]),
            (["--env", "NEW=1", "--env-inherit", "--env", "HOME=/"], ["HOME=/", "LANG=C", "EMPTY=", "NEW=1"]),
        ] as [([String], [String])])
    func environment(_ options: [String], _ variables: [String]) throws {
        guard case .run(let plan) = try Request(options + ["x.wasm"], environment: process) else { return }
        #expect(plan.environment.map(\.description) == variables)
    }

    @Test("a variable that is set anew leaves no older value behind") func duplicates() throws {
        let process = ["A=1", "B=2", "A=3"].map { EnvironmentVariable(name: String($0.first!), value: String($0.last!)) }
        guard case .run(let plan) = try Request(["--env-inherit", "--env", "A=4", "x"], environment: process) else { return }
        #expect(plan.environment.map(\.description) == ["A=4", "B=2"])
    }

    @Test("every mistake is a sentence with its exit code") func mistakes() {
        let commandLines: [[String]] = [
            [], ["--nonsense", "x.wasm"], ["-x", "x.wasm"], ["--dir"], ["--dir", "--env-inherit", "x.wasm"],
            ["--dir", "", "x.wasm"],
            ["--dir", ":ro", "x.wasm"], ["--dir", "::a", "x.wasm"], ["--dir", "a::", "x.wasm"],
            ["--dir", "a:::ro", "x.wasm"],
            ["--env", "", "x.wasm"], ["--env", "=1", "x.wasm"], ["--env", "UNSET", "x.wasm"],
            ["--max-open-files", "many", "x.wasm"],
            ["--max-open-files=-1", "x.wasm"], ["--max-open-dirs", "99999999999999999999", "x.wasm"],
            ["--compiler", "gcc", "x.wasm"],
            ["--cache", "", "x.wasm"], ["--env-inherit=yes", "x.wasm"], [""], ["inspect"], ["inspect", "--jsn", "x"],
            ["inspect", "a", "b"], ["--argv0"], ["--env-inherit"], ["--dri", ".", "x.wasm"],
        ]
        let lines = commandLines.map { line in
            let failure = failure(line)
            let text = failure.map { "\($0.code.rawValue) wasirun: \($0.message)" } ?? "accepted"
            return "$ wasirun \(line.map { $0.isEmpty ? "''" : $0 }.joined(separator: " "))\n\(text)\n"
        }
        expectSnapshot(lines.joined(separator: "\n"), "usage-errors")
    }

    @Test("help and version are as recorded") func help() throws {
        expectSnapshot(RunOptions.helpMessage(columns: 100), "help")
        expectSnapshot(InspectOptions.helpMessage(columns: 100), "help-inspect")
        for arguments in [["--help"], ["-h"], ["inspect", "--help"], ["--version"], ["--dir", ".", "--help", "x.wasm"]] {
            guard case .print(let text) = try Request(arguments, environment: []) else {
                Issue.record("\(arguments) prints nothing")
                continue
            }
            #expect(!text.isEmpty)
        }
    }
}
