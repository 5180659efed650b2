/// The numbers of the file format; RecordingFormat.md tells all of it.
enum RecordingFormat {
    /// What every recording begins with: `WASIrec` and a line feed, which a transfer as text would damage.
    static let magic: [UInt8] = Array("WASIrec\n".utf8)
    /// The version that is written and read.
    static let version: UInt16 = 1
    /// The magic, the version and two bytes that are zero.
    static let headByteCount = 12
    /// What stands before the contents of each batch.
    static let batchHeadByteCount = 40
    /// A batch of calls is complete with the call that makes it this large.
    static let batchByteCount = 256 << 10
    /// How much of the module is in one batch.
    static let moduleBatchByteCount = 1 << 20
    /// Of so many bytes from its middle, a batch shows whether it is worth being compressed.
    static let sampleByteCount = 8 << 10
    /// The most that a batch holds: more than one call can move.
    static let maximumBatchByteCount = Int(Int32.max)
    /// How many bytes the compressed form can stand for each: a limit of Deflate.
    static let maximumExpansion = 1032
    /// How many bytes of what was written are kept as they are, to be shown.
    static let shownByteCount = 32
    /// The most bytes of a module that are taken out of a recording.
    static let maximumModuleByteCount = 1 << 30
}
