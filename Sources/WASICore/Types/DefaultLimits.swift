/// What a guest may have open where nobody says otherwise; the same for every system and for the command.
public enum DefaultLimits {
    /// Descriptors, those that the guest starts with included.
    @inlinable public static var openFiles: Int { 1024 }

    /// Directories that are being listed at a time.
    @inlinable public static var openDirectories: Int { 1024 }
}
