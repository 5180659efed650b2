import WASICore

// What is open, and under which number.
extension DescriptorCases {
    /// The calls that look at a descriptor first of all.
    private static let calls: [(name: String, make: @Sendable (Guest, Descriptor) throws -> Void)] = [
        ("advise", { try $0.advise($1, .normal, at: 0, length: 0) }),
        ("allocate", { try $0.allocate($1, at: 0, length: 1) }),
        ("close", { try $0.close($1) }),
        ("sync data", { try $0.syncData($1) }),
        ("sync", { try $0.sync($1) }),
        ("ask for the status", { _ = try $0.status(of: $1) }),
        ("set flags", { try $0.setFlags([], of: $1) }),
        ("restrict rights", { try $0.restrict($1, to: []) }),
        ("ask for the attributes", { _ = try $0.attributes(of: $1) }),
        ("resize", { try $0.resize($1, to: 0) }),
        ("set times", { try $0.setTimes(FileTimes(access: .now, modification: .now), of: $1) }),
        ("read at an offset", { _ = try $0.read($1, 1, at: 0) }),
        ("ask for the preopen", { _ = try $0.preopen($1) }),
        ("write at an offset", { try $0.write($1, "x", at: 0) }),
        ("read", { _ = try $0.read($1, 1) }),
        ("renumber", { try $0.renumber($1, to: $1) }),
        ("seek", { _ = try $0.seek($1, by: 0, from: .current) }),
        ("ask for the position", { _ = try $0.position(of: $1) }),
        ("write", { try $0.write($1, "x") }),
        ("list", { _ = try $0.names(in: $1) }),
    ]

    @CaseBuilder
    static var numbers: [ConformanceCase] {
        for (name, make) in calls {
            ConformanceCase("nobody can \(name) where nothing is open", .descriptors) { guest in
                try guest.refuses(.badFileDescriptor) { try make(guest, guest.unopened) }
                try guest.refuses(.badFileDescriptor) { try make(guest, Descriptor(rawValue: .max)) }
            }
        }
        file("a descriptor is gone when it is closed") { guest, file in
            try guest.close(file)
            try guest.refuses(.badFileDescriptor) { try guest.close(file) }
            try guest.refuses(.badFileDescriptor) { try guest.read(file) }
        }
        ConformanceCase("the standard streams can be closed", .descriptors, needs: [.standardStreams]) { guest in
            for stream in [Descriptor.standardInput, .standardOutput, .standardError] {
                _ = try guest.status(of: stream)
                try guest.close(stream)
                try guest.refuses(.badFileDescriptor) { try guest.status(of: stream) }
            }
        }
        files("the root directory is a preopened directory, and nothing else is") { guest in
            try expect(try guest.preopen(guest.root).name, is: Array("/".utf8), "the name")
            try expect(try guest.status(of: guest.root).type, is: .directory, "the type")
            try guest.refuses(.badFileDescriptor) { try guest.preopen(Descriptor(rawValue: 4)) }
            let directory = try guest.openDirectory("directory")
            try guest.refuses(.badFileDescriptor) { try guest.preopen(directory) }
            try guest.refuses(.badFileDescriptor) { try guest.preopen(.standardInput) }
        }
        files("a file that is renumbered is under the new number, and not under the old one") { guest in
            let file = try guest.openPath("file")
            let other = try guest.openPath("other")
            _ = try guest.read(file, 3)
            try guest.renumber(file, to: other)
            try expect(try guest.read(other), is: "tent", "what is read under the new number")
            try guest.refuses(.badFileDescriptor) { try guest.read(file) }
        }
        file("a file cannot be renumbered to where nothing is open") { guest, file in
            try guest.refuses(.badFileDescriptor) { try guest.renumber(file, to: guest.unopened) }
            try guest.refuses(.badFileDescriptor) { try guest.renumber(file, to: Descriptor(rawValue: .max)) }
            try guest.refuses(.badFileDescriptor) { try guest.renumber(guest.unopened, to: file) }
            try expect(try guest.read(file), is: "content", "what is read afterwards")
        }
        file("a file that is renumbered to its own number stays open") { guest, file in
            try guest.renumber(file, to: file)
            try expect(try guest.read(file), is: "content", "what is read afterwards")
        }
        file("a file can take the place of a standard stream and of the root directory") { guest, file in
            try guest.renumber(file, to: .standardInput)
            try expect(try guest.read(.standardInput), is: "content", "standard input")
            try guest.renumber(.standardInput, to: guest.root)
            try guest.refuses(.badFileDescriptor) { try guest.preopen(guest.root) }
            _ = try guest.seek(guest.root, by: 0, from: .start)
            try expect(try guest.read(guest.root), is: "content", "what is read under the directory's number")
        }
    }
}
