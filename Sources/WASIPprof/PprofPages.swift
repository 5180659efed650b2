import WASIProfile
import WASIRun
import WASIWasmtime

/// What is at which address.
struct PprofPages: Sendable {
    let profiler: RunProfiler
    /// The command line that the program is run by.
    let commandLine: [String]
    /// Whether only this machine can reach the server.
    let isLocal: Bool

    /// What answers a request.
    enum Answer {
        case now(HTTPResponse)
        /// A profile of the next while, in a form.
        case profile(LiveProfile, seconds: Int, ProfileFormat)
    }

    /// The longest profile, in seconds.
    static let maximumSeconds = 3600

    /// Answers a request.
    func answer(_ request: HTTPRequest) -> Answer {
        // A page of some other site that a browser was led to believe has this address may not read what is here.
        if isLocal, let host = request.host, !PprofPages.isOwn(host) {
            return .now(HTTPResponse(403, "Forbidden", text: "this server is called localhost or by its address"))
        }
        switch request.path {
        case "/", "/debug/pprof":
            var response = HTTPResponse(302, "Found", text: "/debug/pprof/")
            response.location = "/debug/pprof/"
            return .now(response)
        case "/debug/pprof/": return .now(HTTPResponse(type: "text/html; charset=utf-8", body: Array(index.utf8)))
        case "/debug/pprof/profile": return profile(request, PprofPages.formats[request.parameters["format"] ?? ""])
        case "/debug/pprof/flamegraph": return profile(request, .flameGraph)
        case "/debug/pprof/heap", "/debug/pprof/allocs":
            guard let memory = profiler.memory() else { return .now(PprofPages.gone) }
            return .now(HTTPResponse(type: "application/octet-stream", body: memory.pprof()))
        case "/debug/pprof/calls":
            guard let place = profiler.place() else { return .now(PprofPages.gone) }
            return .now(HTTPResponse(200, "OK", text: text(place)))
        case "/debug/pprof/cmdline":
            return .now(HTTPResponse(200, "OK", text: commandLine.joined(separator: "\0")))
        default: return .now(HTTPResponse(404, "Not Found", text: "there is nothing here; see /debug/pprof/"))
        }
    }

    private static let formats: [String: ProfileFormat] = [
        "": .compressedPprof, "pprof": .compressedPprof, "firefox": .firefox, "json": .firefox, "svg": .flameGraph,
    ]

    private static let gone = HTTPResponse(503, "Service Unavailable", text: "the program is not running")

    private func profile(_ request: HTTPRequest, _ format: ProfileFormat?) -> Answer {
        guard let format else {
            return .now(HTTPResponse(400, "Bad Request", text: "format is pprof, firefox or svg"))
        }
        let text = request.parameters["seconds"] ?? "30"
        guard let seconds = Int(text), (1...PprofPages.maximumSeconds).contains(seconds) else {
            return .now(
                HTTPResponse(400, "Bad Request", text: "seconds is a number from 1 to \(PprofPages.maximumSeconds)"))
        }
        do throws(ProfilingError) {
            guard let profile = try profiler.start(keepsMoments: format.usesMoments) else { return .now(PprofPages.gone) }
            return .profile(profile, seconds: seconds, format)
        } catch {
            return .now(HTTPResponse(503, "Service Unavailable", text: "no profile: \(error)"))
        }
    }

    /// The answer with a finished profile.
    static func response(_ profile: Profile, _ format: ProfileFormat) -> HTTPResponse {
        let type =
            switch format {
            case .compressedPprof, .pprof: "application/octet-stream"
            case .firefox: "application/json"
            case .flameGraph: "image/svg+xml"
            }
        return HTTPResponse(type: type, body: profile.encoded(as: format))
    }

    /// Whether a `Host` is an address or this machine's own name for itself.
    static func isOwn(_ host: String) -> Bool {
        if host.hasPrefix("[") { return true }
        let name = host.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
        return name.lowercased() == "localhost" || numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
    }

    private func text(_ place: GuestPlace) -> String {
        guard place.isRunning else { return "the program is not running" }
        var lines: [String] = []
        if let call = place.call {
            let seconds = place.waiting.map { waiting in
                let milliseconds = waiting.components.seconds * 1000 + waiting.components.attoseconds / 1_000_000_000_000_000
                return ", waiting for \(milliseconds / 1000).\(milliseconds % 1000 / 100) s or a little more"
            }
            lines.append("the program is in \(call)\(seconds ?? "")")
        } else {
            lines.append("the program is executing its own code")
        }
        for (number, function) in place.functions.enumerated() {
            lines.append("  \(number): \(function.name)" + (function.index.map { " (function \($0))" } ?? ""))
        }
        // Names are a guest's, and this may be read in a terminal.
        return lines.map { $0.filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } } }
            .joined(separator: "\n")
    }

    private var index: String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><title>Profiles</title>
        <style>body { font: 15px/1.5 sans-serif; margin: 3em; max-width: 46em } code { background: #eee; padding: 0 .2em }</style>
        </head><body>
        <h1>Profiles of the running program</h1>
        <dl>
        <dt><a href="profile?seconds=5">profile?seconds=5</a></dt>
        <dd>Where its time goes in the next seconds, for <code>go tool pprof</code>; 30 unless <code>seconds</code> says otherwise.
        With <code>&amp;format=firefox</code> for profiler.firefox.com.</dd>
        <dt><a href="flamegraph?seconds=5">flamegraph?seconds=5</a></dt>
        <dd>The same as a picture.</dd>
        <dt><a href="calls">calls</a></dt>
        <dd>Where it is now: the call of the host that it is in and for how long it waits, and the calls that led there.</dd>
        <dt><a href="heap">heap</a></dt>
        <dd>The sizes of its memories and tables, for <code>go tool pprof</code>. What it has put into them cannot be told from
        outside.</dd>
        <dt><a href="cmdline">cmdline</a></dt>
        <dd>The command line, its words separated by zero bytes.</dd>
        </dl></body></html>

        """
    }
}
