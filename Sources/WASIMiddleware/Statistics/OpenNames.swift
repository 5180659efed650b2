import Synchronization
import WASICore

/// What the guest has open, as far as statistics need it: where the bytes of each descriptor are counted, and what it is called.
///
/// Counting takes no lock and allocates nothing. Opening does; it is a slow call anyway.
final class OpenNames: Sendable {
    /// How many different files are told apart. Those after them are counted together.
    static let maximum = 1024
    /// Descriptors from here on are counted together; the limit of a guest's is 1024 by default.
    private static let descriptors = 4096
    /// The place of what is not told apart.
    private static let others = maximum

    private struct Key: Hashable {
        var descriptor: Descriptor
        var name: String
    }

    private struct Names {
        var entries: [Key] = []
        var places: [Key: Int] = [:]
    }

    private let names = Mutex(Names())
    /// The place of each open descriptor, plus 1; 0 for one that nobody has named.
    private let places = Counters(count: descriptors)
    private let bytesIn = Counters(count: maximum + 1)
    private let bytesOut = Counters(count: maximum + 1)

    /// Notes what a descriptor stands for from now on. The same name under the same number goes on where it was.
    func open(_ descriptor: Descriptor, _ name: String) {
        let key = Key(descriptor: descriptor, name: name)
        let place = names.withLock { names in
            if let place = names.places[key] { return place }
            guard names.entries.count < OpenNames.maximum else { return OpenNames.others }
            names.entries.append(key)
            names.places[key] = names.entries.count - 1
            return names.entries.count - 1
        }
        places[Int(descriptor.rawValue)] = UInt64(place + 1)
    }

    func close(_ descriptor: Descriptor) { places[Int(descriptor.rawValue)] = 0 }

    /// What a descriptor stands for; its number if nobody has said.
    func name(of descriptor: Descriptor) -> String {
        let place = Int(places[Int(descriptor.rawValue)]) - 1
        return names.withLock { place >= 0 && place < $0.entries.count ? $0.entries[place].name : "fd \(descriptor)" }
    }

    @inline(__always)
    func received(_ count: Int, _ descriptor: Descriptor) {
        let place = place(of: descriptor)
        bytesIn[place] &+= UInt64(clamping: count)
    }

    @inline(__always)
    func sent(_ count: Int, _ descriptor: Descriptor) {
        let place = place(of: descriptor)
        bytesOut[place] &+= UInt64(clamping: count)
    }

    @inline(__always)
    private func place(of descriptor: Descriptor) -> Int {
        let place = Int(places[Int(descriptor.rawValue)])
        return place == 0 ? OpenNames.others : place - 1
    }

    /// Those through which something has passed.
    var transfers: [StatisticsReport.Transfer] {
        var list = names.withLock { names in
            names.entries.enumerated().map { place, key in
                StatisticsReport.Transfer(
                    key.descriptor, key.name, bytesIn: bytesIn[place], bytesOut: bytesOut[place])
            }
        }
        list.append(
            StatisticsReport.Transfer(
                nil, "others", bytesIn: bytesIn[OpenNames.others], bytesOut: bytesOut[OpenNames.others]))
        return list.filter { $0.bytesIn > 0 || $0.bytesOut > 0 }
    }
}
