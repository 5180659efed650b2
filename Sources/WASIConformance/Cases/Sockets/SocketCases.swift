/// Cases on sockets, one file a subject.
enum SocketCases {
    static let all: [ConformanceCase] =
        opening + binding + listening + connecting + accepting + shuttingDown + options
        + streams + datagrams + timeouts + interruption + readiness + sockets + unixNames + policy + lookUps
}
