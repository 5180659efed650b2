/// What a listing must know of the directory that it lists.
struct DirectoryIdentity {
    let inode: UInt64
    /// Whether it is the root of a grant, whose parent the guest must not learn of.
    let isRoot: Bool
}
