import CWasmtime
import Crypto

/// What decides which compiled code fits: the module, the engine, and its settings.
struct CodeKey: Hashable {
    let module: ModuleDigest
    let compiler: WasmCompiler
    /// What the code was made with.
    let settings: CodeSettings

    /// The name of the file.
    var fileName: String { "\(module.text)-\(settings.text)-\(compiler.rawValue)" }
}

/// Everything about an engine that compiled code depends on, besides the processor, which the engine checks itself.
struct CodeSettings: Hashable {
    let bytes: [UInt8]

    /// Lower-case hexadecimal, 16 digits.
    var text: String { hexadecimal(Array(bytes.prefix(8))) }

    init(_ configuration: EngineConfiguration, library: WasmtimeLibrary) {
        var facts = ["engine \(WasmtimeLibrary.version)", "library \(library.identity)"]
        facts.append("compiler \(configuration.compiler.rawValue)")
        // Only when they are on, so that code that was made before they could be is still found.
        if configuration.interruptsOwnCode { facts.append("interruptible") }
        if configuration.countsFuel { facts.append("counting fuel") }
        facts += configuration.disabledFeatures.map { "without \($0.rawValue)" }.sorted()
        var hash = SHA256()
        let text = Array(facts.joined(separator: "\n").utf8)
        unsafe text.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        bytes = Array(hash.finalize())
    }
}
