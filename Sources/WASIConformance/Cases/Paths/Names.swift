import WASICore

// Directories, and names that come, go and move.
extension PathCases {
    @CaseBuilder
    static var names: [ConformanceCase] {
        tree("a directory is made once") { guest in
            try guest.createDirectory("new")
            try expect(try guest.attributes(of: "new").type, is: .directory, "the type")
            for path in ["new", "new/", "file", "full"] {
                try guest.refuses(.fileExists) { try guest.createDirectory(path) }
            }
            try guest.createDirectory("new/deeper/")
            try expect(try guest.attributes(of: "new/deeper").type, is: .directory, "the type")
        }
        tree("only an empty directory is removed") { guest in
            try guest.refuses(.directoryNotEmpty) { try guest.removeDirectory("full") }
            try guest.refuses(.notDirectory) { try guest.removeDirectory("file") }
            try guest.refuses(.noSuchFileOrDirectory) { try guest.removeDirectory("missing") }
            try guest.removeDirectory("empty")
            try guest.refuses(.noSuchFileOrDirectory) { try guest.attributes(of: "empty") }
        }
        tree("only what is no directory is unlinked") { guest in
            try guest.refuses(.isDirectory) { try guest.unlink("empty") }
            try guest.refuses(.notDirectory) { try guest.unlink("file/") }
            try guest.refuses(.noSuchFileOrDirectory) { try guest.unlink("missing") }
            try guest.unlink("file")
            try guest.refuses(.noSuchFileOrDirectory) { try guest.unlink("file") }
        }
        tree("a file that is renamed replaces the one that was there") { guest in
            let inode = try guest.attributes(of: "file").inode
            try guest.rename("file", to: "full/inner")
            try expect(try guest.content(of: "full/inner"), is: "content", "the content")
            try expect(try guest.attributes(of: "full/inner").inode, is: inode, "the number of the file")
            try guest.refuses(.noSuchFileOrDirectory) { try guest.attributes(of: "file") }
        }
        tree("a directory that is renamed takes with it what it holds") { guest in
            try guest.rename("full", to: "empty")
            try expect(try guest.content(of: "empty/inner"), is: "inside", "the content")
            try guest.refuses(.noSuchFileOrDirectory) { try guest.attributes(of: "full") }
        }
        tree("renaming puts nothing where it does not belong") { guest in
            try guest.refuses(.directoryNotEmpty, .fileExists) { try guest.rename("empty", to: "full") }
            try guest.refuses(.isDirectory) { try guest.rename("file", to: "empty") }
            try guest.refuses(.notDirectory) { try guest.rename("empty", to: "file") }
            try guest.refuses(.invalidArgument) { try guest.rename("full", to: "full/deeper") }
            try guest.refuses(.noSuchFileOrDirectory) { try guest.rename("missing", to: "new") }
            try expect(try guest.content(of: "file"), is: "content", "the content afterwards")
        }
        tree("a file that is renamed to its own name stays") { guest in
            try guest.rename("file", to: "./file")
            try expect(try guest.content(of: "file"), is: "content", "the content")
        }
        tree("times can be set by path") { guest in
            let time = Timestamp(seconds: 1_000_000_000, nanoseconds: 0)
            try guest.setTimes(FileTimes(access: .at(time), modification: .at(time)), of: "file")
            let attributes = try guest.attributes(of: "file")
            try expect(attributes.accessTime, is: time, "the time of access")
            try expect(attributes.modificationTime, is: time, "the time of modification")
        }
        tree("attributes by path are those of the open file") { guest in
            let byPath = try guest.attributes(of: "file")
            let file = try guest.attributes(of: try guest.openPath("file"))
            try expect(byPath.inode, is: file.inode, "the number of the file")
            try expect(byPath.device, is: file.device, "the device")
            try expect(byPath.size, is: 7, "the size")
            try expect(byPath.type, is: .regularFile, "the type")
        }
    }
}
