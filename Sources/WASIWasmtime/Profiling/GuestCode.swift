import CWasmtime

/// What is where in a module's compiled code.
struct GuestCode: Sendable {
    /// What an address belongs to.
    enum Place: Hashable, Sendable {
        /// A function of the module, by its number, imports counted.
        case function(UInt32)
        /// The way to the engine's own code for an instruction that takes longer.
        case instruction(String)
        /// The way into the guest, or out of it.
        case passage
    }

    private struct Entry: Sendable {
        var start: UInt
        var end: UInt
        var place: Place
    }

    /// By their addresses.
    private var entries: [Entry] = []
    /// The names of functions, as far as the code has them: of long ones the beginning, with "?" for what is not ASCII.
    private(set) var names: [UInt32: String] = [:]

    /// Whether the code was understood.
    var isKnown: Bool { !entries.isEmpty }

    /// Reads the symbols of a module's code.
    init(_ module: WasmModule) {
        var begin: UnsafeMutableRawPointer?
        var end: UnsafeMutableRawPointer?
        unsafe wasmtime_module_image_range(module.handle, &begin, &end)
        var symbols = unsafe cwt_symbols_t()
        guard unsafe cwt_symbols_find(begin, end, &symbols) else { return }
        for index in unsafe 0..<symbols.count {
            var symbol = unsafe cwt_symbol_t()
            guard unsafe cwt_symbols_get(&symbols, index, &symbol) else { continue }
            let name = unsafe String(cString: symbol.name)
            let place: Place
            if let (number, name) = GuestCode.function(name) {
                place = .function(number)
                names[number] = name
            } else {
                place = GuestCode.instruction(name).map(Place.instruction) ?? .passage
            }
            unsafe entries.append(Entry(start: symbol.start, end: symbol.start &+ UInt(symbol.size), place: place))
        }
        entries.sort { $0.start < $1.start }
    }

    /// What an address belongs to; `nil` for none of this code.
    func place(of address: UInt) -> Place? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = low + (high - low) / 2
            if entries[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, address < entries[low - 1].end else { return nil }
        return entries[low - 1].place
    }

    /// Understands `wasm[0]::function[12]::main`, of which the name may be missing.
    private static func function(_ symbol: String) -> (UInt32, String?)? {
        guard symbol.hasPrefix("wasm["), let close = symbol.firstIndex(of: "]") else { return nil }
        let word = "]::function["
        guard symbol[close...].hasPrefix(word) else { return nil }
        let rest = symbol[close...].dropFirst(word.count)
        guard let end = rest.firstIndex(of: "]"), let number = UInt32(rest[..<end]) else { return nil }
        let name = rest[end...].dropFirst(3)
        return (number, name.isEmpty ? nil : String(name))
    }

    /// Understands `wasmtime_builtin_memory_grow`, which is for `memory.grow`.
    private static func instruction(_ symbol: String) -> String? {
        let word = "wasmtime_builtin_"
        guard symbol.hasPrefix(word) else { return nil }
        let name = symbol.dropFirst(word.count)
        for family in ["memory", "table"] where name.hasPrefix(family + "_") {
            return family + "." + name.dropFirst(family.count + 1)
        }
        return String(name)
    }
}
