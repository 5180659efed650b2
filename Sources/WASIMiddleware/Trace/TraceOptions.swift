/// How a ``Tracer`` writes.
public struct TraceOptions: Hashable, Sendable {
    /// The form of what is written.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// A line a call, for people: `fd_read(0<stdin>, "yes\n", 4096) = 4`.
        case text
        /// A JSON object a line. In strings, each character up to U+00FF stands for one byte.
        case json
        /// The trace-event form of Chrome and Perfetto: an array that may be cut anywhere behind a line.
        case chrome
    }

    /// What a line of text tells of time.
    public enum Time: String, Hashable, Sendable, CaseIterable {
        /// No time.
        case none
        /// In front, the seconds since the trace began.
        case relative
        /// In front, the seconds since 1970-01-01T00:00:00Z.
        case absolute
        /// Behind, the seconds that the call took: `<0.000012>`.
        case duration
    }

    /// Default: ``Format/text``.
    public var format = Format.text
    /// Default: ``Time/none``. The other formats always have both beginning and duration, in nanoseconds or microseconds.
    public var time = Time.none
    /// How many bytes of a buffer are shown. Default: 32.
    public var stringSize = 32
    /// Which calls are shown. Default: all.
    public var filter = TraceFilter()

    /// The defaults that each property lists.
    public init() {}
}
