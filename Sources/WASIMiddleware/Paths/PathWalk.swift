import WASICore

/// Finds out where a path leads below a directory, by asking a system for its symbolic links.
struct PathWalk {
    /// As long as a path may be, in bytes.
    private static let longest = 4096
    /// As many links as are followed.
    private static let links = 40
    /// As many components as are looked at, those of links included.
    private static let components = 4096

    private let system: any SystemInterface
    private let directory: Descriptor

    init(_ system: any SystemInterface, _ directory: Descriptor) {
        self.system = system
        self.directory = directory
    }

    /// The components of where a path leads, without links, `.` and `..`. What does not exist is taken as it is written.
    ///
    /// - Parameter follows: Whether a link at the end is followed, too.
    func end(of path: RawSpan, follows: Bool) throws(Errno) -> [[UInt8]] {
        let bytes = path.copied(Self.longest + 1)
        guard !bytes.isEmpty else { throw .noSuchFileOrDirectory }
        guard bytes.count <= Self.longest else { throw .fileNameTooLong }
        guard !bytes.contains(0) else { throw .invalidArgument }
        guard bytes[0] != 0x2f else { throw .notPermitted }
        // The next component is the last of the list.
        var pending = Array(parts(bytes).reversed())
        // What ends in a slash must be a directory, and so leads through a link.
        var followsLast = follows || bytes.last == 0x2f
        var done: [[UInt8]] = []
        var links = 0, looked = 0
        while let part = pending.popLast() {
            looked += 1
            guard looked <= Self.components else { throw .fileNameTooLong }
            if part == [0x2e] { continue }
            if part == [0x2e, 0x2e] {
                guard !done.isEmpty else { throw .notPermitted }
                done.removeLast()
                continue
            }
            done.append(part)
            if pending.isEmpty, !followsLast { break }
            guard let target = try link(at: done) else { continue }
            done.removeLast()
            links += 1
            guard links <= Self.links else { throw .tooManySymbolicLinkLevels }
            guard let first = target.first else { throw .noSuchFileOrDirectory }
            guard first != 0x2f else { throw .notPermitted }
            if pending.isEmpty, target.last == 0x2f { followsLast = true }
            pending += parts(target).reversed()
        }
        return done
    }

    private func parts(_ path: [UInt8]) -> [[UInt8]] { path.split(separator: 0x2f).map(Array.init) }

    /// Where the link at a path leads; `nil` for what is no link.
    private func link(at path: [[UInt8]]) throws(Errno) -> [UInt8]? {
        let text = Array(path.joined(separator: [0x2f]))
        do throws(Errno) {
            let target = try withPath(text, in: directory) { (path) throws(Errno) in
                try filledBytes(Self.longest + 1) { (buffer) throws(Errno) in
                    try system.readLink(at: path, into: &buffer)
                }
            }
            if target.count > Self.longest { throw .fileNameTooLong }
            return target
        } catch .invalidArgument {
            return nil
        } catch .noSuchFileOrDirectory {
            return nil
        } catch .notDirectory {
            return nil
        } catch .notSupported {
            return nil
        } catch .noFunction {
            return nil
        }
    }
}
