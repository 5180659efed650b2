import WASIUnix

extension DirectoryGrant {
    /// Understands the value of `--dir`: `HOST`, `HOST::GUEST`, and either with `:ro` behind it.
    ///
    /// A directory whose own name ends in `:ro` or contains `::` needs the long form with `./` and a name for the guest.
    init(argument: String) throws(CommandFailure) {
        let withoutAccess = argument.removing(suffix: ":ro")
        let text = withoutAccess ?? argument
        let access: Access = withoutAccess == nil ? .readWrite : .readOnly
        let (host, guest) = text.split(atFirst: "::") ?? (text, text)
        guard !host.isEmpty, !guest.isEmpty else {
            throw .usage(
                "\"\(argument)\" does not name a directory to grant: \(host.isEmpty ? "HOST" : "GUEST") is empty in HOST[::GUEST][:ro]"
            )
        }
        self.init(host: host, guest: guest, access: access)
    }
}
