import WASICore

// What is in a file, and where in it a descriptor stands.
extension DescriptorCases {
    @CaseBuilder
    static var contents: [ConformanceCase] {
        file("reading moves the position, up to the end") { guest, file in
            try expect(try guest.read(file, [2, 0, 3]), is: "conte")
            try expect(try guest.position(of: file), is: 5, "the position")
            try expect(try guest.read(file), is: "nt")
            try expect(try guest.read(file), is: "", "what is read at the end")
            try expect(try guest.position(of: file), is: 7, "the position at the end")
        }
        file("writing moves the position and overwrites") { guest, file in
            try expect(try guest.write(file, [[67], [], [79, 78]]), is: 3, "the number of bytes written")
            try expect(try guest.position(of: file), is: 3, "the position")
            try expect(try guest.read(file, 99, at: 0), is: "CONtent", "the content")
        }
        file("reading and writing at an offset leave the position alone") { guest, file in
            _ = try guest.read(file, 2)
            try expect(try guest.read(file, 3, at: 4), is: "ent")
            try expect(try guest.write(file, "!", at: 6), is: 1, "the number of bytes written")
            try expect(try guest.read(file, 9, at: 100), is: "", "what is read beyond the end")
            try expect(try guest.position(of: file), is: 2, "the position")
            try expect(try guest.read(file), is: "nten!", "what is read afterwards")
        }
        file("offsets beyond what files can have are refused") { guest, file in
            try guest.refuses(.invalidArgument) { try guest.read(file, 1, at: 1 << 63) }
            try guest.refuses(.invalidArgument) { try guest.write(file, "x", at: .max) }
            try guest.refuses(.invalidArgument) { try guest.resize(file, to: .max) }
            try guest.refuses(.invalidArgument) { try guest.advise(file, .normal, at: .max, length: 1) }
            try guest.refuses(.invalidArgument, .fileTooLarge) { try guest.allocate(file, at: .max, length: 1) }
            try expect(try guest.attributes(of: file).size, is: 7, "the size afterwards")
        }
        file("seeking counts from the beginning, the position or the end") { guest, file in
            try expect(try guest.seek(file, by: 3, from: .start), is: 3)
            try expect(try guest.seek(file, by: -1, from: .current), is: 2)
            try expect(try guest.seek(file, by: -2, from: .end), is: 5)
            try expect(try guest.seek(file, by: 100, from: .end), is: 107)
            try expect(try guest.read(file), is: "", "what is read beyond the end")
        }
        file("nobody can seek to before the beginning") { guest, file in
            _ = try guest.seek(file, by: 3, from: .start)
            try guest.refuses(.invalidArgument) { try guest.seek(file, by: -1, from: .start) }
            try guest.refuses(.invalidArgument) { try guest.seek(file, by: -4, from: .current) }
            try guest.refuses(.invalidArgument) { try guest.seek(file, by: .min, from: .end) }
            try expect(try guest.position(of: file), is: 3, "the position afterwards")
        }
        file("writing behind the end fills the gap with zeros") { guest, file in
            _ = try guest.seek(file, by: 9, from: .start)
            try guest.write(file, "x")
            try expect(try guest.read(file, 99, at: 0), is: "content\0\0x", "the content")
        }
        files("a file that is opened to append is written at its end") { guest in
            let file = try guest.openPath("file", flags: .append)
            try expect(try guest.status(of: file).flags, is: .append, "the flags")
            _ = try guest.seek(file, by: 1, from: .start)
            try guest.write(file, "!")
            try expect(try guest.read(file, 99, at: 0), is: "content!", "the content")
            try expect(try guest.position(of: file), is: 8, "the position")
        }
        file("resizing cuts, and grows with zeros") { guest, file in
            try guest.resize(file, to: 3)
            try expect(try guest.read(file, 99, at: 0), is: "con", "the content when it is cut")
            try guest.resize(file, to: 5)
            try expect(try guest.read(file, 99, at: 0), is: "con\0\0", "the content when it has grown")
            try expect(try guest.attributes(of: file).size, is: 5, "the size")
        }
        file("allocating grows a file, and never cuts it") { guest, file in
            do {
                try guest.allocate(file, at: 5, length: 5)
            } catch let failure as CallFailure where failure.errno == .notSupported {
                throw ConformanceSkip("the file system cannot allocate")
            }
            try expect(try guest.attributes(of: file).size, is: 10, "the size")
            try guest.allocate(file, at: 0, length: 1)
            try expect(try guest.read(file, 99, at: 0), is: "content\0\0\0", "the content")
            try guest.refuses(.invalidArgument) { try guest.allocate(file, at: 0, length: 0) }
        }
        file("attributes tell a file from a directory") { guest, file in
            let attributes = try guest.attributes(of: file)
            try expect(attributes.type, is: .regularFile, "the type")
            try expect(attributes.size, is: 7, "the size")
            try expect(attributes.linkCount, is: 1, "the number of links")
            let directory = try guest.attributes(of: guest.root)
            try expect(directory.type, is: .directory, "the type")
            try expect(
                directory.inode != attributes.inode || directory.device != attributes.device,
                "they must not be the same file")
        }
        file("times can be set one by one") { guest, file in
            let first = Timestamp(seconds: 1_000_000_000, nanoseconds: 0)
            let second = Timestamp(seconds: 1_100_000_000, nanoseconds: 0)
            try guest.setTimes(FileTimes(access: .at(first), modification: .at(second)), of: file)
            try expect(try guest.attributes(of: file).accessTime, is: first, "the time of access")
            try expect(try guest.attributes(of: file).modificationTime, is: second, "the time of modification")
            try guest.setTimes(FileTimes(access: .keep, modification: .at(first)), of: file)
            try expect(try guest.attributes(of: file).accessTime, is: first, "the time of access")
            try expect(try guest.attributes(of: file).modificationTime, is: first, "the time of modification")
        }
        files("a directory is neither read nor written") { guest in
            let directory = try guest.openDirectory("directory")
            try guest.refuses(.notCapable, .isDirectory) { try guest.read(directory) }
            try guest.refuses(.notCapable, .isDirectory) { try guest.write(directory, "x") }
        }
        file("every flag can be set, or the system says that it cannot") { guest, file in
            for flags in [DescriptorFlags.append, [], .nonBlocking, [.append, .nonBlocking], .sync, .syncData, .syncReads] {
                let before = try guest.status(of: file).flags
                do {
                    try guest.setFlags(flags, of: file)
                    try expect(try guest.status(of: file).flags, is: flags, "the flags")
                } catch let failure as CallFailure where failure.errno == .notSupported {
                    try expect(try guest.status(of: file).flags, is: before, "the flags after a refusal")
                }
            }
        }
        file("flags that preview 1 does not have are refused") { guest, file in
            try guest.refuses(.invalidArgument, .notSupported) {
                try guest.setFlags(DescriptorFlags(rawValue: 1 << 9), of: file)
            }
        }
    }
}
