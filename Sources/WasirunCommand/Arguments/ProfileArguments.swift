import WASICore
import WASIProfile
import WASIRun
import WASIWasmtime

/// Which profiles are wanted, and where.
struct ProfileArguments: Hashable {
    /// The file that gets the profile of the whole run.
    var file: String?
    /// How many times a second the program is looked at.
    var rate = GuestSampler.usualRate
    /// Where profiles of the running program are served.
    var address: PprofAddress?

    /// Understands the options; `nil` if none is there.
    init?(_ options: ProfileOptions) throws(CommandFailure) {
        if let rate = options.rate {
            guard (1...GuestSampler.maximumRate).contains(rate) else {
                throw .usage("--profile-rate \(rate): the rate must be from 1 to \(GuestSampler.maximumRate) a second")
            }
            self.rate = rate
        }
        if let file = options.file {
            guard !file.isEmpty else { throw .usage("--profile: the file has no name") }
            self.file = file
        }
        if let text = options.address { address = try PprofAddress(argument: text) }
        guard file != nil || address != nil else {
            if options.rate != nil {
                throw .usage("--profile-rate is for --profile or --pprof-addr, of which neither is there")
            }
            return nil
        }
    }

    /// The form of the file.
    var format: ProfileFormat { ProfileFormat(file: file ?? "") }
}

/// What Linux `perf` is told of the program's code.
extension PerfSupport {
    /// Understands the options; `nil` if none is there.
    init?(_ options: ProfileOptions) throws(CommandFailure) {
        guard let text = options.perfFormat else {
            guard options.tellsPerf else { return nil }
            self = .map
            return
        }
        switch text {
        case "map": self = .map
        case "jitdump": self = .dump
        default: throw .usage("--perf-format \(text.visible): the form must be map or jitdump")
        }
    }
}

/// An address at which the pprof server listens.
struct PprofAddress: Hashable {
    /// A number, in brackets for IPv6; the loopback unless it is given.
    var host: SocketAddress

    /// Understands `HOST:PORT`, `:PORT` and `localhost:PORT`.
    init(argument text: String) throws(CommandFailure) {
        var whole = text
        if whole.hasPrefix(":") { whole = "127.0.0.1" + whole }
        if whole.hasPrefix("localhost:") { whole = "127.0.0.1" + whole.dropFirst("localhost".count) }
        guard let address = SocketAddress(whole) else {
            throw .usage(
                "--pprof-addr \(text.visible): the address must be a number and a port, such as 127.0.0.1:6060, [::1]:6060 or :6060"
            )
        }
        host = address
    }
}
