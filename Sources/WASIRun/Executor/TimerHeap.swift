import WASICore

/// Points in time at which something is due, the first on top.
struct TimerHeap<Item> {
    private var entries: [(time: Timestamp, item: Item)] = []

    /// When the first is due.
    var first: Timestamp? { entries.first?.time }
    var count: Int { entries.count }

    mutating func add(_ time: Timestamp, _ item: Item) {
        entries.append((time, item))
        var index = entries.count - 1
        while index > 0 {
            let parent = (index - 1) / 2
            if entries[parent].time <= entries[index].time { return }
            entries.swapAt(parent, index)
            index = parent
        }
    }

    /// Takes out the first if it is due.
    mutating func popDue(_ now: Timestamp) -> Item? {
        guard let first = entries.first, first.time <= now else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var index = 0
        while true {
            var smallest = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < entries.count && entries[child].time < entries[smallest].time { smallest = child }
            if smallest == index { return first.item }
            entries.swapAt(index, smallest)
            index = smallest
        }
    }

    /// Leaves only what is still wanted.
    mutating func keep(_ isWanted: (Item) -> Bool) {
        let kept = entries.filter { isWanted($0.item) }
        entries = []
        for entry in kept { add(entry.time, entry.item) }
    }
}
