public import WASIUnix

extension DirectoryGrant {
    /// A directory that the guest may read and change.
    ///
    /// - Parameters:
    ///   - host: The directory's path on the host.
    ///   - guest: Its name in the guest's eyes; by default the same.
    public static func readWrite(_ host: String, as guest: String? = nil) -> DirectoryGrant {
        DirectoryGrant(host: host, guest: guest ?? host, access: .readWrite)
    }

    /// A directory that the guest may read. Nothing below it can be changed, whatever the guest tries.
    ///
    /// - Parameters:
    ///   - host: The directory's path on the host.
    ///   - guest: Its name in the guest's eyes; by default the same.
    public static func readOnly(_ host: String, as guest: String? = nil) -> DirectoryGrant {
        DirectoryGrant(host: host, guest: guest ?? host, access: .readOnly)
    }
}
