/// A name in a directory that is open: what calls act on that change names.
@safe
struct Place: ~Copyable {
    /// The host's descriptor of the directory.
    let directory: Int32
    /// The name, without a slash, neither `.` nor `..`. It stands in a ``PathScratch``.
    let name: UnsafePointer<CChar>
    /// Whether a slash came after the name.
    let hasTrailingSlash: Bool

    // Holds the directory open if it was opened for this.
    private let opened: OwnedDescriptor?

    /// A name in a directory that somebody else holds open.
    @inline(__always)
    init(_ name: UnsafePointer<CChar>, in directory: Int32, hasTrailingSlash: Bool) {
        self.directory = directory
        unsafe self.name = name
        self.hasTrailingSlash = hasTrailingSlash
        opened = nil
    }

    /// A name in a directory that is closed with the place.
    @inline(__always)
    init(_ name: UnsafePointer<CChar>, in directory: consuming OwnedDescriptor, hasTrailingSlash: Bool) {
        self.directory = directory.rawValue
        unsafe self.name = name
        self.hasTrailingSlash = hasTrailingSlash
        opened = consume directory
    }
}
