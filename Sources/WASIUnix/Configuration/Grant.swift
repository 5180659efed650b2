/// What is kept of a granted directory.
struct Grant {
    let hostPath: String
    let guestName: String
    let isReadOnly: Bool
    /// Which directory it is, so that a listing can tell the root of the grant from what is below it.
    let device: UInt64
    let inode: UInt64
}
