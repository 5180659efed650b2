import WASICore

// What may be done with a descriptor.
extension DescriptorCases {
    /// The calls on a file, each with the right that it needs.
    private static let guarded: [(name: String, right: Rights, make: @Sendable (Guest, Descriptor) throws -> Void)] = [
        ("advising needs the right advise", .advise, { try $0.advise($1, .normal, at: 0, length: 0) }),
        ("allocating needs the right allocate", .allocate, { try $0.allocate($1, at: 0, length: 1) }),
        ("syncing data needs the right syncData", .syncData, { try $0.syncData($1) }),
        ("syncing needs the right sync", .sync, { try $0.sync($1) }),
        ("setting flags needs the right setFlags", .setFlags, { try $0.setFlags(.append, of: $1) }),
        ("asking for attributes needs the right attributes", .attributes, { _ = try $0.attributes(of: $1) }),
        ("resizing needs the right setSize", .setSize, { try $0.resize($1, to: 1) }),
        (
            "setting times needs the right setTimes", .setTimes,
            { try $0.setTimes(FileTimes(access: .now, modification: .now), of: $1) }
        ),
        ("reading needs the right read", .read, { _ = try $0.read($1, 1) }),
        ("reading at an offset needs the right read", .read, { _ = try $0.read($1, 1, at: 0) }),
        ("reading at an offset, which is seeking too, needs the right seek", .seek, { _ = try $0.read($1, 1, at: 0) }),
        ("writing needs the right write", .write, { try $0.write($1, "x") }),
        ("writing at an offset needs the right write", .write, { try $0.write($1, "x", at: 0) }),
        ("writing at an offset, which is seeking too, needs the right seek", .seek, { try $0.write($1, "x", at: 0) }),
        ("seeking needs the right seek", .seek, { _ = try $0.seek($1, by: 1, from: .start) }),
    ]

    @CaseBuilder
    static var rights: [ConformanceCase] {
        for (name, right, make) in guarded {
            file(name) { guest, file in
                try make(guest, file)
                try guest.drop(right, from: file)
                try guest.refuses(.notCapable) { try make(guest, file) }
            }
        }
        file("rights can be given up, and never come back") { guest, file in
            let before = try guest.status(of: file)
            try guest.restrict(file, to: [.read, .tell], inheriting: before.inheriting)
            try expect(try guest.status(of: file).rights, is: [.read, .tell], "the rights")
            try guest.refuses(.notCapable) { try guest.restrict(file, to: [.read, .tell, .seek]) }
            try guest.refuses(.notCapable) { try guest.restrict(file, to: before.rights, inheriting: before.inheriting) }
            try expect(try guest.status(of: file).rights, is: [.read, .tell], "the rights after a refusal")
            try guest.restrict(file, to: [])
            try expect(try guest.status(of: file).rights, is: [], "the rights")
            try guest.refuses(.notCapable) { try guest.restrict(file, to: .read) }
        }
        file("the right to tell is enough to seek without moving") { guest, file in
            _ = try guest.read(file, 3)
            try guest.restrict(file, to: [.read, .tell])
            try expect(try guest.position(of: file), is: 3, "the position")
            try expect(try guest.seek(file, by: 0, from: .current), is: 3, "the position by seeking")
            try guest.refuses(.notCapable) { try guest.seek(file, by: 1, from: .current) }
            try guest.refuses(.notCapable) { try guest.seek(file, by: 0, from: .end) }
            try guest.refuses(.notCapable) { try guest.seek(file, by: 0, from: .start) }
        }
        file("without the rights to tell and to seek there is no position") { guest, file in
            try guest.restrict(file, to: .read)
            try guest.refuses(.notCapable) { try guest.position(of: file) }
            try guest.refuses(.notCapable) { try guest.seek(file, by: 0, from: .current) }
        }
        files("what is opened has no more rights than the directory hands down") { guest in
            let status = try guest.status(of: guest.root)
            try guest.restrict(guest.root, to: status.rights, inheriting: [.read, .seek])
            let file = try guest.openPath("file", rights: [.read])
            try expect(try guest.status(of: file).rights, is: .read, "the rights")
            try guest.refuses(.notCapable) { try guest.openPath("file", rights: [.read, .write]) }
            try guest.drop(.open, from: guest.root)
            try guest.refuses(.notCapable) { try guest.openPath("file", rights: [.read]) }
        }
    }
}
