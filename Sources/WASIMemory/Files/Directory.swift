/// The names in a directory, each with a place in the order in which they came: what cookies count.
struct Directory: Sendable {
    /// The places of `.` and `..`; names come behind them.
    static let currentPlace: UInt64 = 1, parentPlace: UInt64 = 2

    private struct Slot: Sendable {
        let place: UInt64
        let name: [UInt8]
        /// `nil` once the name is gone.
        var node: NodeID?
    }

    private struct Entry: Sendable {
        let node: NodeID
        let place: UInt64
    }

    /// The directory that holds this one; its own number for the root.
    var parent: NodeID
    /// Whether it has been removed, so that nothing can come into it any more.
    var isRemoved = false
    /// Whether all names are here. If not, the others are in the system below.
    var isComplete = true
    /// Names that are hidden though the system below has them.
    var whiteouts: Set<[UInt8]> = []

    private var entries: [[UInt8]: Entry] = [:]
    // In the order of the places.
    private var slots: [Slot] = []
    private var nextPlace = parentPlace + 1

    init(parent: NodeID) { self.parent = parent }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    subscript(_ name: [UInt8]) -> NodeID? { entries[name]?.node }

    mutating func insert(_ name: [UInt8], _ node: NodeID) {
        entries[name] = Entry(node: node, place: nextPlace)
        slots.append(Slot(place: nextPlace, name: name, node: node))
        nextPlace += 1
    }

    /// Puts another node under a name that is there, in the same place.
    mutating func replace(_ name: [UInt8], _ node: NodeID) {
        guard let entry = entries[name] else { return insert(name, node) }
        entries[name] = Entry(node: node, place: entry.place)
        let index = self.index(behind: entry.place - 1)
        if index < slots.count { slots[index].node = node }
    }

    mutating func remove(_ name: [UInt8]) {
        guard let entry = entries.removeValue(forKey: name) else { return }
        let index = self.index(behind: entry.place - 1)
        if index < slots.count { slots[index].node = nil }
        if slots.count > 32, slots.count > 2 * entries.count { slots.removeAll { $0.node == nil } }
    }

    /// The names behind a place, at most so many.
    func names(behind place: UInt64, atMost limit: Int) -> [(place: UInt64, name: [UInt8], node: NodeID)] {
        var names: [(place: UInt64, name: [UInt8], node: NodeID)] = []
        var index = self.index(behind: place)
        while index < slots.count, names.count < limit {
            let slot = slots[index]
            if let node = slot.node { names.append((slot.place, slot.name, node)) }
            index += 1
        }
        return names
    }

    /// Every name.
    var all: [(name: [UInt8], node: NodeID)] { slots.compactMap { slot in slot.node.map { (slot.name, $0) } } }

    /// The first slot behind a place.
    private func index(behind place: UInt64) -> Int {
        var low = 0, high = slots.count
        while low < high {
            let middle = (low + high) / 2
            if slots[middle].place > place { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
