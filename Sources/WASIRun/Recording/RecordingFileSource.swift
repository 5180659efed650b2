import WASIMiddleware

/// A recording in a file.
final class RecordingFileSource: RecordingSource {
    private let file: HostDescriptor

    init(_ path: String) throws(HostReadError) { file = try HostDescriptor.reading(path) }

    func read(atMost maximum: Int) throws(RecordingUnreadable) -> [UInt8] {
        do throws(HostReadError) {
            return try file.read(maximum)
        } catch {
            throw RecordingUnreadable(error.reason)
        }
    }
}
