import Deflate

/// A form in which a profile can be written.
public enum ProfileFormat: Hashable, Sendable, CaseIterable {
    /// pprof, compressed by gzip, as tools expect it in files: `.pb.gz`.
    case compressedPprof
    /// pprof as it is: `.pb`.
    case pprof
    /// For profiler.firefox.com: `.json`.
    case firefox
    /// A flame graph: `.svg`.
    case flameGraph

    /// The form that the end of a file's name stands for; ``compressedPprof`` for any other.
    public init(file: String) {
        if file.hasSuffix(".json") {
            self = .firefox
        } else if file.hasSuffix(".svg") {
            self = .flameGraph
        } else if file.hasSuffix(".pb") {
            self = .pprof
        } else {
            self = .compressedPprof
        }
    }

    /// Whether the form tells the course of things, for which ``Profile/moments`` must be there.
    public var usesMoments: Bool { self == .firefox }
}

extension Profile {
    /// The bytes of a file in a form.
    public func encoded(as format: ProfileFormat) -> [UInt8] {
        switch format {
        case .compressedPprof: Gzip.compress(pprof())
        case .pprof: pprof()
        case .firefox: Array(firefox().utf8)
        case .flameGraph: Array(flameGraph().utf8)
        }
    }
}
