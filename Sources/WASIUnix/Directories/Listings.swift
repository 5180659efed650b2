import WASICore

/// The directories that are being listed. A listing begins with the first read of a directory and ends when it is closed.
///
/// The references are counted by hand, so that a read counts none.
@safe
struct Listings: ~Copyable {
    let maximum: Int
    private var count = 0
    // Each holds one reference.
    private var streams: UnsafeMutableBufferPointer<Unmanaged<DirectoryStream>?>

    init(maximum: Int) {
        self.maximum = maximum
        unsafe streams = .allocate(capacity: 0)
    }

    deinit {
        for index in unsafe streams.indices { unsafe streams[index]?.release() }
        unsafe streams.deallocate()
    }

    /// The listing of an index, which lives until it is removed.
    @inline(__always)
    subscript(_ index: Int) -> Unmanaged<DirectoryStream>? {
        unsafe index >= 0 && index < streams.count ? streams[index] : nil
    }

    /// Keeps a listing, and returns its index.
    mutating func insert(_ make: () throws(Errno) -> DirectoryStream) throws(Errno) -> Int {
        if count >= maximum { throw .tooManyOpenFiles }
        let stream = try make()
        let free: Int
        if let index = unsafe streams.firstIndex(where: { unsafe $0 == nil }) {
            free = index
        } else {
            free = unsafe streams.count
            grow()
        }
        unsafe streams[free] = .passRetained(stream)
        count += 1
        return free
    }

    /// Lets go of a listing.
    mutating func remove(_ index: Int) {
        guard let stream = unsafe self[index] else { return }
        unsafe streams[index] = nil
        unsafe stream.release()
        count -= 1
    }

    private mutating func grow() {
        let larger = unsafe UnsafeMutableBufferPointer<Unmanaged<DirectoryStream>?>.allocate(
            capacity: max(4, streams.count * 2))
        unsafe larger.initialize(repeating: nil)
        for index in unsafe streams.indices { unsafe larger[index] = streams[index] }
        unsafe streams.deallocate()
        unsafe streams = larger
    }
}
