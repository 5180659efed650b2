import Testing
import WASIWasmtime

@testable import WasirunCommand

@Suite("Parts of a run") struct RunnerTests {
    @Test(
        "the guest's share of the stack is eight megabytes, or a fraction where there is less",
        arguments: [
            (64 << 20, 8 << 20), (9 << 20, 8 << 20), (8 << 20, 4 << 20), (4 << 20, 2 << 20), (2 << 20, 1 << 20),
            (1 << 20, 128 << 10),
            (0, 128 << 10), (.max, 8 << 20),
        ])
    func stack(_ limit: Int, _ share: Int) { #expect(GuestStack.byteCount(of: limit) == share) }

    @Test("the line that is shown while a module is compiled tells what, with what and how long") func notice() {
        let notice = CompilationNotice("cc1.wasm")
        let progress = CompilationProgress(compiler: .winch, moduleByteCount: 24_300_000, elapsedSeconds: 3)
        #expect(notice.text(progress) == "Compiling cc1.wasm (24 MB) for its first run, with winch: 3 s")
    }

    @Test("background work is understood from its own command line and from no other") func backgroundWork() {
        let work = BackgroundWork(["--optimize-into-cache", "1048576", "/cache", "/x.wasm"])
        #expect(work?.stackByteCount == 1_048_576)
        #expect(work?.compilation == BackgroundCompilation(modulePath: "/x.wasm", cacheDirectory: "/cache"))
        #expect(BackgroundWork(["--optimize-into-cache", "much", "/cache", "/x.wasm"]) == nil)
        #expect(BackgroundWork(["x.wasm", "--optimize-into-cache", "1", "2"]) == nil)
    }
}
