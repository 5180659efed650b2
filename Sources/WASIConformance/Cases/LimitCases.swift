import WASICore

/// Cases on how much may be open.
enum LimitCases {
    @CaseBuilder
    static var all: [ConformanceCase] {
        ConformanceCase(
            "no more files are open than the limit allows", .paths, needs: [.files, .openFileLimit], request: files(10)
        ) { guest in
            var opened: [Descriptor] = []
            try guest.refuses(.tooManyOpenFiles) {
                for _ in 0..<20 { opened.append(try guest.openPath("file")) }
            }
            try expect(opened.count, is: 6, "the number of files beside the four that are open at first")
            try guest.refuses(.tooManyOpenFiles) { try guest.openDirectory(".") }
            try guest.close(opened[2])
            _ = try guest.openDirectory(".")
            try guest.refuses(.tooManyOpenFiles) { try guest.openPath("file") }
        }
        ConformanceCase(
            "a file that is refused for want of room is not created", .paths, needs: [.files, .openFileLimit],
            request: files(4)
        ) { guest in
            try guest.refuses(.tooManyOpenFiles) { try guest.openPath("new", options: .create) }
            try expect(try !guest.names(in: guest.root).contains("new"), "the file must not exist")
        }
        ConformanceCase(
            "no more sockets are open than the limit allows", .sockets, needs: [.sockets, .openFileLimit],
            request: sockets(6)
        ) { guest in
            var opened: [Descriptor] = []
            try guest.refuses(.tooManyOpenFiles) {
                for _ in 0..<20 { opened.append(try guest.open(.ipv4Streams)) }
            }
            try expect(opened.count, is: 3, "the number of sockets beside the three streams")
            try guest.close(opened[0])
            _ = try guest.open(.ipv4Datagrams)
        }
        ConformanceCase(
            "a connection for which there is no room waits until there is", .sockets, needs: [.sockets, .openFileLimit],
            request: sockets(5)
        ) { guest in
            let (listener, address) = try guest.listener(.ipv4Streams)
            let client = try guest.open(.ipv4Streams)
            try guest.connect(client, to: address)
            try guest.send(client, "patience")
            try guest.refuses(.tooManyOpenFiles) { try guest.accept(listener) }
            try guest.close(.standardError)
            try expect(try guest.receive(try guest.accept(listener)), is: "patience")
        }
        ConformanceCase(
            "no more directories are listed at a time than the limit allows", .directories,
            needs: [.files, .openDirectoryLimit], request: directories(2)
        ) { guest in
            let open = try (0..<4).map { _ in try guest.openDirectory(".") }
            for directory in open[..<2] {
                try expect(try guest.names(in: directory, atMost: 1).count, is: 1, "the number of names seen")
            }
            for directory in open[2...] { try guest.refuses(.tooManyOpenFiles) { try guest.names(in: directory) } }
            try guest.close(open[0])
            try expect(try guest.names(in: open[2]).contains("file"), "the directory must hold the file")
        }
    }

    private static func files(_ maximum: Int) -> SystemRequest {
        var request = SystemRequest()
        request.root = SystemRequest.Root([.file("file", "content")])
        request.maximumOpenFiles = maximum
        return request
    }

    private static func sockets(_ maximum: Int) -> SystemRequest {
        var request = SystemRequest()
        request.network = .everything
        request.maximumOpenFiles = maximum
        return request
    }

    private static func directories(_ maximum: Int) -> SystemRequest {
        var request = SystemRequest()
        request.root = SystemRequest.Root([.file("file"), .file("another")])
        request.maximumOpenDirectories = maximum
        return request
    }
}
