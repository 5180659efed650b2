/// Preview 1 with a `path_open` that makes sockets of names such as `tcp+listen://:8080`.
public enum SocketPaths {
    /// All functions of preview 1, in the specification's order.
    public static let functions: [HostFunction] = Preview1.functions
}
