import ArgumentParser

/// What the guest gets of the network.
struct NetworkOptions: ParsableArguments {
    @Option(
        name: .customLong("listen"),
        help: ArgumentHelp(
            "Give the program a socket that listens, or one for UDP, behind its directories: HOST:PORT, :PORT for every address, port 0 for any that is free, tcp4://…, tcp6://…, udp://…, unix:PATH, unix-dgram:PATH; with ?nonblock=0, ?nodelay=0, ?reuseaddr=0 or ?backlog=N behind it. fd:N is an inherited descriptor, systemd[:NAME] what socket activation hands over. Repeatable.",
            valueName: "address"))
    var listens: [String] = []

    @Option(
        name: .customLong("dial"),
        help: ArgumentHelp(
            "Give the program a socket that is connected, behind those of --listen; the forms are the same. Repeatable.",
            valueName: "address"))
    var dials: [String] = []

    @Flag(
        name: .customLong("print-listen"),
        help:
            "Print a line for each of these sockets when it is open, with its descriptor and its address, to standard error."
    )
    var printsSockets = false

    @Option(
        name: .customLong("allow-connect"),
        help: ArgumentHelp(
            "Let the program connect and send to HOST[:PORT], a network CIDR[:PORT], *:PORT, unix:PATH below a granted directory, unix:@NAME, or * for everything. A name may be looked up too, and covers its public addresses. Repeatable, or with commas.",
            valueName: "rule,…"))
    var connectRules: [String] = []

    @Option(
        name: .customLong("allow-listen"),
        help: ArgumentHelp(
            "Let the program listen and receive at addresses of this machine, in the same forms. Repeatable, or with commas.",
            valueName: "rule,…"))
    var listenRules: [String] = []

    @Option(
        name: .customLong("allow-resolve"),
        help: ArgumentHelp(
            "Let the program look up NAME, *.NAME for those below it, or * for every name. Repeatable, or with commas.",
            valueName: "name,…"))
    var resolveRules: [String] = []

    @Flag(name: .customLong("net"), help: "Let the program connect, listen and look up whatever it wants.")
    var allowsEverything = false

    @Option(
        name: .customLong("dns-server"),
        help: ArgumentHelp(
            "Send the program's look-ups to this name server instead of the system's, on port 53 by default. Repeatable.",
            valueName: "address[:port]"))
    var nameServers: [String] = []

    @Option(
        name: .customLong("sockets"),
        help: ArgumentHelp(
            "Which socket calls beyond preview 1 the program finds: \"auto\" has both of WasmEdge's versions, each import by its type; \"path_open\" opens addresses like files.",
            valueName: "auto|none|wasmedgev1|wasmedgev2|path_open"))
    var functions = "auto"
}

extension NetworkOptions: ScannableOptions {
    static var rules: [OptionRule<NetworkOptions>] {
        [
            .list("listen") { $0.listens = $1 },
            .list("dial") { $0.dials = $1 },
            .flag("print-listen") { $0.printsSockets = $1 },
            .list("allow-connect") { $0.connectRules = $1 },
            .list("allow-listen") { $0.listenRules = $1 },
            .list("allow-resolve") { $0.resolveRules = $1 },
            .flag("net") { $0.allowsEverything = $1 },
            .list("dns-server") { $0.nameServers = $1 },
            .value("sockets", "auto") { $0.functions = $1 },
        ]
    }
}
