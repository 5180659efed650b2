import TestSupport
import Testing

/// `go test` compiles tests for WASI and hands each to `go_wasip1_wasm_exec`, which is a script of ours.
@Suite("go run and go test", .enabled(if: Checkout.go != nil, "`make programs engine` fetches Go"))
struct GoTestTests {
    private func run(_ arguments: [String], options: String = "") throws -> Run {
        let go = try #require(Checkout.go)
        let wasirun = Checkout.wasirun.split(separator: "/").dropLast().map { "/\($0)" }.joined()
        let path = "\(Checkout.root)/share:\(wasirun):\(go)/bin:\(Checkout.variable("PATH") ?? "")"
        return try Run.command(
            ["\(go)/bin/go"] + arguments,
            environment: [
                "GOROOT": go, "GOOS": "wasip1", "GOARCH": "wasm", "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOENV": "off",
                "GOFLAGS": "", "GOCACHE": "\(Checkout.root)/.tools/go-cache", "GOPATH": "\(Checkout.root)/.tools/go-path",
                "PATH": path, "GOWASIRUNTIMEARGS": options,
            ],
            folder: "\(Checkout.root)/Guests/go",
            seconds: 300)
    }

    @Test("go run runs a program through wasirun")
    func goRun() throws {
        let run = try run(["run", "./hello"])
        #expect(run.output == "Hello from Go.\n", "\(run)")
        #expect(run.status == 0)
    }

    @Test("go test runs a package's tests through wasirun")
    func goTest() throws {
        let run = try run(["test", "-count=1", "-v", "./tested"])
        #expect(run.status == 0, "\(run)")
        #expect(run.output.contains("--- PASS: TestFindsItsOwnSource"), "\(run)")
        #expect(run.output.contains("--- SKIP: TestBinds"), "\(run)")
        #expect(run.output.contains("ok  \tguests/tested"), "\(run)")
    }

    @Test("GOWASIRUNTIMEARGS hands on what else a package's tests need")
    func options() throws {
        let arguments = ["test", "-count=1", "-v", "-run=TestBinds", "./tested"]
        let run = try run(arguments, options: "--allow-listen * --env NETWORK=yes")
        #expect(run.output.contains("--- PASS: TestBinds"), "\(run)")
    }
}
