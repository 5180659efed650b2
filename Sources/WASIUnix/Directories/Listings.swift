import WASICore

/// The directories that are being listed. A listing begins with the first read of a directory and ends when it is closed.
struct Listings: ~Copyable {
    let maximum: Int
    private var count = 0
    private var streams: [DirectoryStream?] = []

    init(maximum: Int) { self.maximum = maximum }

    /// The listing of an index.
    subscript(_ index: Int) -> DirectoryStream? { streams.indices.contains(index) ? streams[index] : nil }

    /// Keeps a listing, and returns its index.
    mutating func insert(_ make: () throws(Errno) -> DirectoryStream) throws(Errno) -> Int {
        if count >= maximum { throw .tooManyOpenFiles }
        let stream = try make()
        count += 1
        if let free = streams.firstIndex(where: { $0 == nil }) {
            streams[free] = stream
            return free
        }
        streams.append(stream)
        return streams.count - 1
    }

    /// Lets go of a listing.
    mutating func remove(_ index: Int) {
        guard self[index] != nil else { return }
        streams[index] = nil
        count -= 1
    }
}
