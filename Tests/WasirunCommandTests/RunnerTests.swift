import Testing

@testable import WASIWasmtime
@testable import WasirunCommand

@Suite("Parts of a run") struct RunnerTests {
    /// Limits of the stack and the guest's shares, in KiB.
    static let shares: [(Int, Int)] = [
        (65_536, 8_192), (9_216, 8_192), (8_192, 4_096), (4_096, 2_048), (2_048, 1_024), (1_024, 128), (0, 128),
        (.max >> 10, 8_192),
    ]

    @Test("the guest's share of the stack is eight megabytes, or a fraction where there is less", arguments: shares)
    func stack(_ limit: Int, _ share: Int) { #expect(GuestStack.byteCount(of: limit << 10) == share << 10) }

    @Test("the line that is shown while a module is compiled tells what, with what and how long") func notice() {
        let notice = CompilationNotice("cc1.wasm")
        let progress = CompilationProgress(compiler: .winch, moduleByteCount: 24_300_000, elapsedSeconds: 3)
        #expect(notice.text(progress) == "Compiling cc1.wasm (24 MB) for its first run, with winch: 3 s")
    }

    @Test("background work is understood from its own command line and from no other") func backgroundWork() {
        let work = BackgroundWork(["--optimize-into-cache", "1048576", "/cache", "/x.wasm"])
        #expect(work?.settings == BackgroundWork.Settings(stackByteCount: 1_048_576))
        let bounded = BackgroundWork.Settings(stackByteCount: 65536, interruptsOwnCode: true, countsFuel: true)
        #expect(BackgroundWork(["--optimize-into-cache", bounded.word, "/cache", "/x.wasm"])?.settings == bounded)
        #expect(work?.compilation == BackgroundCompilation(modulePath: "/x.wasm", cacheDirectory: "/cache"))
        #expect(BackgroundWork(["--optimize-into-cache", "much", "/cache", "/x.wasm"]) == nil)
        #expect(BackgroundWork(["x.wasm", "--optimize-into-cache", "1", "2"]) == nil)
    }
}
