/// An asynchronous sequence that programs read, whatever its type.
struct InputSequence: Sendable {
    /// How many bytes are fetched ahead of the program.
    let capacity: Int
    /// Hands all chunks to a run.
    let iterate: @Sendable (InputFeed) async -> Void

    init<Chunks: AsyncSequence & Sendable>(_ chunks: Chunks, capacity: Int) where Chunks.Element: Sequence<UInt8> {
        self.capacity = max(capacity, 1)
        iterate = { feed in
            do {
                for try await chunk in chunks {
                    guard await feed.put(Array(chunk)) else { return }
                }
                feed.end(nil)
            } catch {
                feed.end(String(describing: error))
            }
        }
    }
}
