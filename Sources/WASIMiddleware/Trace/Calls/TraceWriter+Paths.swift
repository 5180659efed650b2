import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func pathArguments(of call: SystemCall, _ names: TraceNames) {
        switch call {
        case .pathCreateDirectory(let path), .pathRemoveDirectory(let path), .pathUnlinkFile(let path),
            .pathReadlink(let path, _):
            field(path, names)
        case .pathFilestatGet(let path, let flags):
            field(path, names)
            field("flags", flags)
        case .pathFilestatSetTimes(let path, let flags, let times):
            field(path, names)
            field("flags", flags)
            field(times)
        case .pathLink(let path, let flags, to: let target):
            field(path, names)
            field("flags", flags)
            field(target, names, "new_fd", "new_fd_name", "new_path")
        case .pathOpen(let path, let follow, let options, let rights, inheriting: let inheriting, let flags):
            field(path, names)
            field("dirflags", follow)
            name("oflags")
            self.flags(UInt64(options.rawValue), TraceWords.openOptions)
            field("rights", rights)
            field("inheriting", inheriting)
            field("fdflags", flags)
        case .pathRename(let path, to: let target):
            field(path, names)
            field(target, names, "new_fd", "new_fd_name", "new_path")
        case .pathSymlink(target: let target, let path):
            name("target")
            quoted(target)
            field(path, names)
        default: break
        }
    }
}
