import Synchronization
import WASIRun
import WASIWasmtime

/// Shows on one line of the terminal what is being waited for, and takes it away afterwards.
final class CompilationNotice: Sendable {
    private let module: String
    private let isShown = Mutex(false)

    init(_ module: String) { self.module = module }

    /// Shows the state of things.
    func show(_ event: CompilationEvent) {
        isShown.withLock { isShown in
            switch event {
            case .running(let progress):
                isShown = true
                StandardError.showLine(text(progress))
            case .ended:
                if isShown { StandardError.showLine("") }
                isShown = false
            }
        }
    }

    /// `Compiling x.wasm (24 MB) for its first run, with winch: 3 s`
    func text(_ progress: CompilationProgress) -> String {
        let megabytes = (progress.moduleByteCount + 500_000) / 1_000_000
        return
            "Compiling \(module) (\(max(megabytes, 1)) MB) for its first run, with \(progress.compiler.rawValue): \(progress.elapsedSeconds) s"
    }
}
