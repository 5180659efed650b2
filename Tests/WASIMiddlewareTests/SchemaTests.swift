import Testing
import WASICore
import WASIUnix

@testable import WASIMiddleware

@Suite("JSON lines of the tracer")
struct SchemaTests {
    @Test("every line is one object of the documented form", arguments: [nil, Errno.ioError])
    func schema(failure: Errno?) throws {
        let script = Script()
        var options = TraceOptions()
        options.format = .json
        var lines: [String] = []
        let tracer = Tracer(options) { lines.append(String(repairing: $0)) }
        let system = tracer.wrapping(try UnixSystem(UnixConfiguration()).intercepted(by: script))
        script.failure = failure
        everyCall(system)
        #expect(lines.count == SystemCallName.allCases.count)
        for line in lines {
            var parser = JSONChecker(bytes: Array(line.utf8))
            let parsed = parser.line()
            let members = try #require(parsed, "not JSON: \(line)")
            let failed = members.contains("error")
            let common = ["time", "call", "family", "arguments"]
            #expect(members == common + (failed ? ["error", "message"] : ["result"]) + ["duration"], "\(line)")
        }
    }

    @Test(
        "the checker refuses what is no JSON",
        arguments: ["{\"a\":}\n", "{\"a\":1,}\n", "{\"a\":01}\n", "{\"a\":\"\t\"}\n", "{}"])
    func control(text: String) {
        var parser = JSONChecker(bytes: Array(text.utf8))
        let members = parser.line()
        #expect(members == nil)
    }
}

/// Checks the grammar of RFC 8259.
private struct JSONChecker {
    let bytes: [UInt8]
    var at = 0
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The members of a line's object, or `nil` if it is none.
    mutating func line() -> [String]? {
        guard let members = object(), take("\n"), at == bytes.count else { return nil }
        return members
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[at...].starts(with: text.utf8) else { return false }
        at += text.utf8.count
        return true
    }

    private mutating func object() -> [String]? {
        guard take("{") else { return nil }
        if take("}") { return [] }
        var names: [String] = []
        repeat {
            guard let name = string(), take(":"), value() else { return nil }
            names.append(name)
        } while take(",")
        return take("}") && Set(names).count == names.count ? names : nil
    }

    private mutating func array() -> Bool {
        guard take("[") else { return false }
        if take("]") { return true }
        repeat { guard value() else { return false } } while take(",")
        return take("]")
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = at
        while at < bytes.count, bytes[at] != 0x22 {
            guard bytes[at] >= 0x20 else { return nil }
            if bytes[at] == 0x5c {
                at += 1
                guard at < bytes.count else { return nil }
                if bytes[at] == 0x75 {
                    guard bytes[(at + 1)...].prefix(4).count == 4 else { return nil }
                    at += 4
                } else if !"\"\\/bfnrt".utf8.contains(bytes[at]) {
                    return nil
                }
            }
            at += 1
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        return take("\"") ? text : nil
    }

    private mutating func value() -> Bool {
        if take("true") || take("false") || take("null") { return true }
        guard at < bytes.count else { return false }
        switch bytes[at] {
        case 0x7b: return object() != nil
        case 0x5b: return array()
        case 0x22: return string() != nil
        default:
            _ = take("-")
            let start = at
            while at < bytes.count, 0x30...0x39 ~= bytes[at] { at += 1 }
            return at > start && (bytes[start] != 0x30 || at == start + 1)
        }
    }
}
