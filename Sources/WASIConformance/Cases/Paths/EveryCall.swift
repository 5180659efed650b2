import WASICore

// What holds for every call that takes a path.
extension PathCases {
    /// A call on a path below a directory.
    fileprivate struct Call: Sendable {
        let name: String
        /// The right that the directory must have.
        let right: Rights
        /// Whether it changes something.
        var changes = false
        /// A path with which it succeeds.
        var path = "file"
        /// Of two paths, the other one is right.
        let make: @Sendable (Guest, Descriptor, String) throws -> Void
    }

    private static let calls = [
        Call(name: "making a directory", right: .createDirectory, changes: true, path: "new") {
            try $0.createDirectory($2, in: $1)
        },
        Call(name: "asking for attributes", right: .pathAttributes) { _ = try $0.attributes(of: $2, in: $1) },
        Call(name: "setting times", right: .setPathTimes, changes: true) {
            try $0.setTimes(FileTimes(access: .now, modification: .now), of: $2, in: $1)
        },
        Call(name: "linking", right: .linkSource, changes: true) { try $0.link($2, in: $1, to: "new") },
        Call(name: "linking to a name", right: .linkTarget, changes: true, path: "new") {
            try $0.link("file", to: $2, below: $1)
        },
        Call(name: "opening", right: .open) { _ = try $0.openPath($2, in: $1, rights: .read) },
        Call(name: "creating a file", right: .createFile, changes: true, path: "new") {
            _ = try $0.openPath($2, in: $1, options: .create, rights: .read)
        },
        Call(name: "truncating", right: .setPathSize, changes: true) {
            _ = try $0.openPath($2, in: $1, options: .truncate, rights: .write)
        },
        Call(name: "removing a directory", right: .removeDirectory, changes: true, path: "empty") {
            try $0.removeDirectory($2, in: $1)
        },
        Call(name: "renaming", right: .renameSource, changes: true) { try $0.rename($2, in: $1, to: "new") },
        Call(name: "renaming to a name", right: .renameTarget, changes: true, path: "new") {
            try $0.rename("file", to: $2, below: $1)
        },
        Call(name: "making a symbolic link", right: .symlink, changes: true, path: "new") {
            try $0.symlink($2, in: $1, to: "file")
        },
        Call(name: "unlinking", right: .unlinkFile, changes: true) { try $0.unlink($2, in: $1) },
    ]

    @CaseBuilder
    static var everyCall: [ConformanceCase] {
        for call in calls {
            let needs = call.needs
            tree("\(call.name) needs the right to, and then succeeds", needs: needs) { guest in
                let directory = try guest.openDirectory(".")
                try guest.drop(call.right, from: directory)
                try guest.refuses(.notCapable) { try call.make(guest, directory, call.path) }
                try call.make(guest, guest.root, call.path)
            }
            tree("\(call.name) starts from an open directory only", needs: needs) { guest in
                try guest.refuses(.badFileDescriptor) { try call.make(guest, guest.unopened, call.path) }
                try guest.refuses(.badFileDescriptor) { try call.make(guest, Descriptor(rawValue: .max), call.path) }
                // Files lack the rights, too.
                let file = try guest.openPath("file")
                try guest.refuses(.notDirectory, .notCapable) { try call.make(guest, file, call.path) }
            }
            tree("\(call.name) does not leave the directory", needs: needs) { guest in
                for path in ["/file", "/", "..", "../file", "full/../../file", "./../file", "full/../.."] {
                    try guest.refuses(.notPermitted) { try call.make(guest, guest.root, path) }
                }
            }
            tree("\(call.name) refuses paths that are none", needs: needs) { guest in
                try guest.refuses(.noSuchFileOrDirectory) { try call.make(guest, guest.root, "") }
                try guest.refuses(.invalidArgument) { try call.make(guest, guest.root, "file\0") }
                try guest.refuses(.invalidArgument) { try call.make(guest, guest.root, "\0") }
                try guest.refuses(.fileNameTooLong) {
                    try call.make(guest, guest.root, String(repeating: "n", count: 5_000))
                }
                try guest.refuses(.fileNameTooLong) {
                    try call.make(guest, guest.root, String(repeating: "./", count: 40_000) + call.path)
                }
            }
            tree("\(call.name) needs every directory on the way", needs: needs) { guest in
                try guest.refuses(.noSuchFileOrDirectory) { try call.make(guest, guest.root, "missing/\(call.path)") }
                try guest.refuses(.notDirectory) { try call.make(guest, guest.root, "other/\(call.path)") }
            }
            tree("\(call.name) goes ways with dots and doubled slashes", needs: needs) { guest in
                try call.make(guest, guest.root, ".//full/.././\(call.path)")
            }
            if call.changes {
                tree("\(call.name) is refused below a read-only root", needs: needs, isReadOnly: true) { guest in
                    try guest.refuses(.readOnlyFileSystem) { try call.make(guest, guest.root, call.path) }
                }
            } else {
                tree("\(call.name) succeeds below a read-only root", needs: needs, isReadOnly: true) { guest in
                    try call.make(guest, guest.root, call.path)
                }
            }
        }
    }
}

extension PathCases.Call {
    /// What the host must have for the call.
    fileprivate var needs: Set<ConformanceFeature> {
        if right == .symlink { return [.symbolicLinks] }
        return right == .linkSource || right == .linkTarget ? [.hardLinks] : []
    }
}
