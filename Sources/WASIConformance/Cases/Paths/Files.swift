import WASICore

// Opening and creating files.
extension PathCases {
    @CaseBuilder
    static var files: [ConformanceCase] {
        tree("a file that is not there is not opened, but can be created") { guest in
            try guest.refuses(.noSuchFileOrDirectory) { try guest.openPath("new") }
            try guest.create("new", "text")
            try expect(try guest.content(of: "new"), is: "text", "the content")
            try guest.close(try guest.openPath("new", options: .create))
            try expect(try guest.content(of: "new"), is: "text", "the content after it was opened to be created once more")
        }
        tree("a file that must be new is refused if it is there") { guest in
            try guest.refuses(.fileExists) { try guest.openPath("file", options: [.create, .exclusive]) }
            try guest.refuses(.fileExists) { try guest.openPath("full", options: [.create, .exclusive]) }
            _ = try guest.openPath("new", options: [.create, .exclusive])
        }
        tree("truncating on opening empties a file") { guest in
            _ = try guest.openPath("file", options: .truncate)
            try expect(try guest.attributes(of: "file").size, is: 0, "the size")
        }
        tree("what must be a directory is refused if it is a file") { guest in
            try guest.refuses(.notDirectory) { try guest.openPath("file", options: .directory, rights: .read) }
            try guest.refuses(.notDirectory) { try guest.openPath("file/", rights: .read) }
        }
        tree("a directory is not opened to be written") { guest in
            try guest.refuses(.isDirectory) { try guest.openPath("full", rights: .write) }
            try guest.refuses(.isDirectory) { try guest.openPath("full", options: .directory, rights: [.read, .write]) }
        }
        tree("a file that is opened has the type, the flags and the rights that were asked for") { guest in
            let file = try guest.openPath("file", rights: [.read, .seek, .tell], flags: .nonBlocking)
            let status = try guest.status(of: file)
            try expect(status.type, is: .regularFile, "the type")
            try expect(status.flags, is: .nonBlocking, "the flags")
            try expect(status.rights, is: [.read, .seek, .tell], "the rights")
            try guest.refuses(.notCapable) { try guest.write(file, "x") }
        }
        tree("a directory that is opened is a place to start from") { guest in
            let directory = try guest.openDirectory("full")
            try expect(try guest.status(of: directory).type, is: .directory, "the type")
            let file = try guest.openPath("inner", in: directory, rights: .read)
            try expect(try guest.read(file), is: "inside", "the content")
            // Below the grant, and so allowed.
            _ = try guest.openPath("./inner", in: directory, rights: .read)
        }
        tree("a file that is open twice has two positions and one content") { guest in
            let first = try guest.openPath("file")
            let second = try guest.openPath("file")
            try guest.write(first, "CON")
            try expect(try guest.read(second), is: "CONtent", "what the second one reads")
        }
        tree("a file that is unlinked stays as long as it is open") { guest in
            let file = try guest.openPath("file")
            try guest.unlink("file")
            try guest.refuses(.noSuchFileOrDirectory) { try guest.attributes(of: "file") }
            try expect(try guest.read(file), is: "content", "the content")
            try expect(try guest.attributes(of: file).linkCount, is: 0, "the number of links")
        }
    }
}
