#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// The host descriptors of one poll, each once: hosts take no more entries than a process may have descriptors open.
///
/// The memory is kept between polls and grows with what is open, not with what a guest subscribes to.
@safe
struct PollSet: ~Copyable {
    // The first entry is the waiter's.
    private var entries: UnsafeMutableBufferPointer<pollfd>
    private(set) var count = 1
    /// The entry of a guest's descriptor. What it says counts only if that entry is of the same host descriptor, so that it
    /// need not be cleared.
    private var places: UnsafeMutableBufferPointer<Int32>

    init() {
        unsafe entries = .allocate(capacity: 8)
        unsafe places = .allocate(capacity: 0)
    }

    deinit {
        unsafe entries.deallocate()
        unsafe places.deallocate()
    }

    /// Whether no descriptor is in it.
    var isEmpty: Bool { count == 1 }

    /// Begins anew, for descriptors below `limit`.
    mutating func reset(limit: Int) {
        count = 1
        guard unsafe limit > places.count else { return }
        unsafe places.deallocate()
        unsafe places = .allocate(capacity: limit)
        unsafe places.initialize(repeating: 0)
    }

    /// Adds what is waited for.
    mutating func add(_ fd: Descriptor, host: Int32, _ events: Int32) {
        let events = Int16(truncatingIfNeeded: events)
        let place = Int(unsafe places[Int(fd.rawValue)])
        if place > 0, place < count, unsafe entries[place].fd == host {
            unsafe entries[place].events |= events
            return
        }
        if unsafe count == entries.count { grow() }
        unsafe entries[count] = pollfd(fd: host, events: events, revents: 0)
        unsafe places[Int(fd.rawValue)] = Int32(truncatingIfNeeded: count)
        count += 1
    }

    /// An entry, of those from 1 up to ``count``.
    @inline(__always)
    subscript(place: Int) -> pollfd {
        get { unsafe entries[place] }
        set { unsafe entries[place] = newValue }
    }

    /// What has come for a descriptor that was added.
    func result(_ fd: Descriptor) -> Int32 {
        Int32(unsafe entries[Int(places[Int(fd.rawValue)])].revents)
    }

    /// The entries, for the waiter.
    @unsafe
    var all: UnsafeMutableBufferPointer<pollfd> { unsafe UnsafeMutableBufferPointer(rebasing: entries[..<count]) }

    /// The entries of the guest's descriptors.
    @unsafe
    var descriptors: UnsafeMutableBufferPointer<pollfd> { unsafe UnsafeMutableBufferPointer(rebasing: entries[1..<count]) }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<pollfd>.allocate(capacity: count * 2)
        for index in 0..<count { unsafe larger[index] = unsafe entries[index] }
        unsafe entries.deallocate()
        unsafe entries = larger
    }
}
