/// What a client asks for: the head of a request of HTTP/1.0 or 1.1 without a body.
struct HTTPRequest: Hashable {
    /// `GET` or `HEAD`.
    var method: String
    /// `/debug/pprof/profile`, as it stands.
    var path: String
    /// The parameters behind the question mark; of several of one name the first.
    var parameters: [String: String]
    /// The name or address by which the client has called the server, with the port if there is one; `nil` if it does not say.
    var host: String?

    /// Why a request is refused: a status of HTTP.
    enum Refusal: Error {
        /// More bytes than any request for this server has.
        case tooLarge
        /// No HTTP, or a form that is not used here.
        case malformed
        /// A method that changes something.
        case method
    }

    /// The most bytes of a head.
    static let maximumSize = 8192

    /// Reads a head.
    ///
    /// - Returns: `nil` while the end of the head is missing.
    /// - Throws: ``Refusal``.
    init?(_ bytes: [UInt8]) throws(Refusal) {
        guard let end = HTTPRequest.endOfHead(bytes) else {
            if bytes.count >= HTTPRequest.maximumSize { throw .tooLarge }
            return nil
        }
        guard let head = String(validating: bytes[..<end], as: UTF8.self), head.utf8.allSatisfy({ $0 < 0x7f }) else {
            throw .malformed
        }
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        let words = (lines.popFirst() ?? "").split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0", words[1].hasPrefix("/") else {
            throw .malformed
        }
        guard words[0] == "GET" || words[0] == "HEAD" else { throw .method }
        method = String(words[0])
        let parts = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        parameters = [:]
        for pair in parts.count == 2 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parameters[String(sides[0])] == nil else { continue }
            parameters[String(sides[0])] = sides.count == 2 ? String(sides[1]) : ""
        }
        for line in lines where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { throw .malformed }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            switch line[..<colon].lowercased() {
            case "host":
                guard host == nil else { throw .malformed }
                host = String(value)
            // Whoever sends a body wants something else than is to be had here.
            case "transfer-encoding": throw .malformed
            case "content-length": if value != "0" { throw .malformed }
            default: break
            }
        }
    }

    /// The first byte of the empty line that ends a head.
    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 0...(bytes.count - 4)
        where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13 && bytes[index + 3] == 10 {
            return index
        }
        return nil
    }
}

/// An answer.
struct HTTPResponse {
    var status: Int
    var reason: String
    var type: String
    var body: [UInt8]
    var location: String?

    /// A text for people.
    init(_ status: Int, _ reason: String, text: String) {
        self.status = status
        self.reason = reason
        type = "text/plain; charset=utf-8"
        body = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
    }

    /// Anything.
    init(type: String, body: [UInt8]) {
        (status, reason) = (200, "OK")
        self.type = type
        self.body = body
    }

    /// The bytes that are sent; without the body for a HEAD.
    func bytes(hasBody: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(reason)\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
        if let location { head += "Location: \(location)\r\n" }
        if status == 405 { head += "Allow: GET, HEAD\r\n" }
        head += "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n"
        return Array(head.utf8) + (hasBody ? body : [])
    }
}
