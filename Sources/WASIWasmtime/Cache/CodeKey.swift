import CWasmtime

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
    /// A checksum of them. Unlike a module's bytes, nobody chooses them in order to be taken for others.
    let bytes: [UInt8]
    static let byteCount = 8

    /// Lower-case hexadecimal, 16 digits.
    var text: String { hexadecimal(bytes) }

    init(_ configuration: EngineConfiguration, library: WasmtimeLibrary) {
        var facts = "engine \(WasmtimeLibrary.version)\nlibrary \(library.identity)"
        facts += "\ncompiler \(configuration.compiler.rawValue)"
        // Which older code has not, so that it would be refused where guests share threads.
        facts += "\nimports apart"
        // Only when they are on, so that code that was made before they could be is still found.
        if configuration.interruptsOwnCode { facts += "\ninterruptible" }
        if configuration.countsFuel { facts += "\ncounting fuel" }
        for feature in configuration.disabledFeatures.map(\.rawValue).sorted() { facts += "\nwithout \(feature)" }
        let sum = facts.withUTF8 { unsafe cwt_checksum($0.baseAddress, $0.count) }
        bytes = (0..<CodeSettings.byteCount).map { UInt8(truncatingIfNeeded: sum >> (UInt64($0) * 8)) }
    }
}
