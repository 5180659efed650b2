import WASICore

/// A file's serial number.
struct NodeID: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt64
}

/// A file, a directory, or what else can have a name.
struct Node: Sendable {
    let type: FileType
    // One of them, by the type; none for what only lies in the system below. Separate, so that each can be changed in place.
    var directory: Directory?
    var content: FileContent?
    var link: [UInt8] = []
    /// Where it still lies in the system below: a directory whose names are not all here, a file whose content is not.
    var below: LowerPlace?

    /// How many names it has.
    var linkCount: UInt64 = 1
    /// How many descriptors hold it.
    var openCount = 0
    var accessTime: Timestamp
    var modificationTime: Timestamp
    var changeTime: Timestamp
    /// Of a file in the system below, its size there.
    var sizeBelow: UInt64 = 0

    init(_ type: FileType, at time: Timestamp) {
        self.type = type
        accessTime = time
        modificationTime = time
        changeTime = time
    }

    var size: UInt64 {
        switch type {
        case .regularFile: content?.size ?? sizeBelow
        case .symbolicLink: UInt64(link.count)
        // As much as some file systems say.
        case .directory: 4096
        default: 0
        }
    }
}

/// A place in the system below an overlay: a path beneath one of its directories.
struct LowerPlace: Hashable, Sendable {
    let directory: Descriptor
    /// `.` for the directory itself.
    let path: [UInt8]

    /// A name below.
    func appending(_ name: [UInt8]) -> LowerPlace {
        LowerPlace(directory: directory, path: path == [UInt8(ascii: ".")] ? name : path + [UInt8(ascii: "/")] + name)
    }
}
