import WASICore

/// Cases on listing directories.
enum DirectoryCases {
    @CaseBuilder
    static var all: [ConformanceCase] {
        listing("a listing has every name once, and the dots") { guest in
            let names = try guest.names(in: guest.root)
            try expect(names.sorted(), is: [".", "..", "directory", "file", "other"], "the names")
        }
        listing("a listing tells types and numbers as the attributes do") { guest in
            for entry in try guest.entries(of: guest.root) where entry.name != ".." {
                let attributes = try guest.attributes(of: entry.name)
                try expect(entry.inode, is: attributes.inode, "the number of \(entry.name)")
                try expect(
                    entry.type == attributes.type || entry.type == .unknown,
                    "the type of \(entry.name) must be \(attributes.type) or unknown, not \(entry.type)")
            }
        }
        listing("a listing goes on behind any entry that was seen") { guest in
            let all = try guest.entries(of: guest.root)
            for index in all.indices.reversed() {
                try expect(
                    try guest.entries(of: guest.root, from: all[index].next), is: Array(all[(index + 1)...]),
                    "what follows entry \(index)")
            }
        }
        listing("a listing that is stopped goes on where it stopped") { guest in
            var names: [String] = []
            var cookie = DirectoryCookie.start
            while let entry = try guest.entries(of: guest.root, from: cookie, atMost: 1).first {
                names.append(entry.name)
                cookie = entry.next
                try expect(names.count <= 5, "the listing must end; it has \(names)")
            }
            try expect(names.sorted(), is: [".", "..", "directory", "file", "other"], "the names")
        }
        listing("a listing from the start shows what has changed") { guest in
            _ = try guest.names(in: guest.root)
            try guest.create("new")
            try guest.unlink("file")
            try expect(
                try guest.names(in: guest.root).sorted(), is: [".", "..", "directory", "new", "other"], "the names")
        }
        listing("a large directory is listed whole, some entries at a time") { guest in
            for number in 0..<300 { try guest.create("directory/file\(number)") }
            let directory = try guest.openDirectory("directory")
            var names: Set<String> = []
            var cookie = DirectoryCookie.start
            while true {
                let entries = try guest.entries(of: directory, from: cookie, atMost: 7)
                guard let last = entries.last else { break }
                for entry in entries {
                    try expect(names.insert(entry.name).inserted, "\(entry.name) must come once")
                }
                cookie = last.next
            }
            try expect(names.count, is: 302, "the number of names")
        }
        listing("a directory that is emptied while it is listed does not hurt") { guest in
            for number in 0..<50 { try guest.create("directory/file\(number)") }
            let directory = try guest.openDirectory("directory")
            let first = try guest.entries(of: directory, atMost: 5)
            for number in 0..<50 { try guest.unlink("directory/file\(number)") }
            if let last = first.last { _ = try guest.entries(of: directory, from: last.next) }
            try expect(try guest.names(in: directory).sorted(), is: [".", ".."], "the names from the start")
        }
        listing("only directories are listed, and only with the right to") { guest in
            let file = try guest.openPath("file")
            try guest.refuses(.notDirectory) { try guest.names(in: file) }
            try guest.refuses(.badFileDescriptor) { try guest.names(in: guest.unopened) }
            let directory = try guest.openDirectory(".")
            try guest.drop(.readDirectory, from: directory)
            try guest.refuses(.notCapable) { try guest.names(in: directory) }
        }
    }

    private static func listing(
        _ sentence: String, _ body: @escaping @Sendable (Guest) throws -> Void
    ) -> ConformanceCase {
        var request = SystemRequest()
        request.root = SystemRequest.Root([.file("file", "content"), .file("other"), .directory("directory")])
        return ConformanceCase(sentence, .directories, needs: [.files], request: request, body)
    }
}
