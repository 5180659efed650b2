/// Runs in the order in which they came. Taking one out of the middle leaves a hole.
struct TicketQueue {
    private var tickets: [GuestTicket?] = []
    private var first = 0
    private(set) var count = 0

    mutating func append(_ ticket: GuestTicket) {
        tickets.append(ticket)
        count += 1
    }

    mutating func popFirst() -> GuestTicket? {
        while first < tickets.count {
            let ticket = tickets[first]
            tickets[first] = nil
            first += 1
            // What is behind is moved when half of the room is empty, so that each is moved twice at most.
            if first > 64, first * 2 > tickets.count {
                tickets.removeFirst(first)
                first = 0
            }
            if let ticket {
                count -= 1
                return ticket
            }
        }
        return nil
    }

    mutating func remove(_ ticket: GuestTicket) -> Bool {
        guard let index = tickets[first...].firstIndex(where: { $0 === ticket }) else { return false }
        tickets[index] = nil
        count -= 1
        return true
    }

    mutating func removeAll() -> [GuestTicket] {
        defer { self = TicketQueue() }
        return tickets.compactMap { $0 }
    }
}
