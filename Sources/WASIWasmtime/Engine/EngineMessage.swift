import CWasmtime

/// The engine's texts, copied out and freed.
enum EngineMessage {
    /// The words of an error as one sentence. The error is deleted.
    @unsafe
    static func consume(_ error: OpaquePointer) -> String { unsafe flattened(consumeLines(error)) }

    /// What is wrong in a text and where. The error is deleted.
    ///
    /// The engine points with arrows: `unexpected token\n  --> <anon>:2:23\n  |\n…`.
    @unsafe
    static func consumeMistake(_ error: OpaquePointer) -> String {
        let lines = unsafe consumeLines(error)
        let arrow = "--> <anon>:"
        let parts = lines.split(separator: "\n").map { $0.drop { $0 == " " } }
        guard let reason = parts.first, let place = parts.first(where: { $0.hasPrefix(arrow) }) else {
            return flattened(lines)
        }
        let numbers = place.dropFirst(arrow.count).split(separator: ":")
        guard numbers.count == 2 else { return flattened(lines) }
        return "\(reason), in line \(numbers[0]), column \(numbers[1])"
    }

    @unsafe
    private static func consumeLines(_ error: OpaquePointer) -> String {
        defer { unsafe wasmtime_error_delete(error) }
        var message = unsafe wasm_byte_vec_t()
        unsafe wasmtime_error_message(error, &message)
        defer { unsafe wasm_byte_vec_delete(&message) }
        return unsafe text(message)
    }

    /// The bytes of a vector as text.
    @unsafe
    static func text(_ bytes: wasm_byte_vec_t) -> String {
        guard let data = unsafe bytes.data else { return "" }
        return unsafe String(decoding: UnsafeRawBufferPointer(start: data, count: bytes.size), as: UTF8.self)
    }

    /// A text of the engine as one sentence.
    ///
    /// The engine lists causes below each other: `failed to parse\n\nCaused by:\n    0: unexpected end\n    1: …`.
    static func flattened(_ text: String) -> String {
        var parts: [Substring] = []
        for line in text.split(separator: "\n") {
            var words = line.drop { $0 == " " }
            if words.hasPrefix("Caused by:") || words.isEmpty { continue }
            let number = words.prefix { $0.isASCII && $0.isNumber }
            if !number.isEmpty, words.dropFirst(number.count).hasPrefix(": ") { words = words.dropFirst(number.count + 2) }
            parts.append(words)
        }
        return parts.joined(separator: ": ")
    }
}
