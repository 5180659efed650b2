import WASICore

// Second names, and names that lead elsewhere.
extension PathCases {
    @CaseBuilder
    static var links: [ConformanceCase] {
        tree("a file that is linked has two names and one content", needs: [.hardLinks]) { guest in
            try guest.link("file", to: "full/second")
            try expect(try guest.attributes(of: "file").linkCount, is: 2, "the number of links")
            try expect(
                try guest.attributes(of: "full/second").inode, is: try guest.attributes(of: "file").inode,
                "the number of the file")
            try guest.unlink("file")
            try expect(try guest.content(of: "full/second"), is: "content", "the content")
        }
        tree("links replace nothing, and directories have none", needs: [.hardLinks]) { guest in
            try guest.refuses(.fileExists) { try guest.link("file", to: "other") }
            try guest.refuses(.notPermitted) { try guest.link("empty", to: "new") }
            try guest.refuses(.noSuchFileOrDirectory) { try guest.link("missing", to: "new") }
        }
        tree("a symbolic link leads to what it names", needs: [.symbolicLinks]) { guest in
            try expect(try guest.content(of: "toFile"), is: "content", "the content")
            try expect(try guest.content(of: "toDirectory/inner"), is: "inside", "the content by a directory")
            try expect(try guest.content(of: "full/toFile"), is: "content", "the content by the parent directory")
            try expect(try guest.attributes(of: "toFile", follow: .followSymlinks).type, is: .regularFile, "the type")
            try expect(try guest.attributes(of: "toFile").type, is: .symbolicLink, "the link's own type")
            try expect(try guest.attributes(of: "toFile").size, is: 4, "the link's own size")
        }
        tree("a symbolic link is not opened itself", needs: [.symbolicLinks]) { guest in
            try guest.refuses(.tooManySymbolicLinkLevels) { try guest.openPath("toFile", follow: [], rights: .read) }
            try guest.refuses(.notDirectory, .tooManySymbolicLinkLevels) {
                try guest.openPath("toDirectory", follow: [], options: .directory, rights: .directory)
            }
            // On the way, links are always followed.
            _ = try guest.openPath("toDirectory/inner", follow: [], rights: .read)
        }
        tree("a symbolic link that leads nowhere, or round and round, says so", needs: [.symbolicLinks]) { guest in
            try guest.refuses(.noSuchFileOrDirectory) { try guest.openPath("toNothing", rights: .read) }
            try guest.refuses(.tooManySymbolicLinkLevels) { try guest.openPath("toItself", rights: .read) }
            try guest.refuses(.tooManySymbolicLinkLevels) { try guest.openPath("toItself/file", rights: .read) }
            try expect(try guest.attributes(of: "toNothing").type, is: .symbolicLink, "the type")
        }
        tree("a symbolic link does not lead out of the directory", needs: [.symbolicLinks]) { guest in
            for path in ["toParent", "toOutside", "toParent/file", "full/../toParent/.."] {
                try guest.refuses(.notPermitted) { try guest.openPath(path, rights: .read) }
                try guest.refuses(.notPermitted) { try guest.attributes(of: path, follow: .followSymlinks) }
            }
            try guest.refuses(.notPermitted) { try guest.openPath("toOutside", options: .create) }
            try guest.refuses(.notPermitted) { try guest.createDirectory("toParent/new") }
            try expect(try guest.readLink("toOutside"), is: "../outside", "what may be read")
        }
        tree("a symbolic link is read as far as there is room", needs: [.symbolicLinks]) { guest in
            try expect(try guest.readLink("toFile"), is: "file", "the target")
            try expect(try guest.readLink("toFile", room: 4), is: "file", "the target that just fits")
            try expect(try guest.readLink("toFile", room: 2), is: "fi", "the target that is cut")
            try expect(try guest.readLink("toFile", room: 0), is: "", "the target without room")
            try guest.refuses(.invalidArgument) { try guest.readLink("file") }
            try guest.refuses(.noSuchFileOrDirectory) { try guest.readLink("missing") }
            let directory = try guest.openDirectory(".")
            try guest.drop(.readLink, from: directory)
            try guest.refuses(.notCapable) { try guest.readLink("toFile", in: directory) }
        }
        tree("a symbolic link may lead to what is not there, but not to an absolute path", needs: [.symbolicLinks]) {
            guest in
            try guest.symlink("new", to: "some/where")
            try expect(try guest.readLink("new"), is: "some/where", "the target")
            try guest.refuses(.notPermitted) { try guest.symlink("absolute", to: "/file") }
            try guest.refuses(.fileExists) { try guest.symlink("file", to: "other") }
            try guest.refuses(.fileExists) { try guest.symlink("toNothing", to: "other") }
        }
        tree("unlinking and renaming act on a symbolic link itself", needs: [.symbolicLinks]) { guest in
            try guest.rename("toFile", to: "moved")
            try expect(try guest.readLink("moved"), is: "file", "the target")
            try guest.unlink("moved")
            try guest.unlink("toDirectory")
            try expect(try guest.content(of: "file"), is: "content", "the content of what it led to")
            try expect(try guest.content(of: "full/inner"), is: "inside", "the content of what is in it")
        }
        tree("what is created by a symbolic link is created where it leads", needs: [.symbolicLinks]) { guest in
            try guest.create("toNothing", "text")
            try expect(try guest.content(of: "nothing"), is: "text", "the content")
            try guest.refuses(.fileExists) { try guest.openPath("toFile", options: [.create, .exclusive]) }
        }
    }
}
