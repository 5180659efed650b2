/// What the first bytes of a file say that it is.
enum ModuleFormat: Hashable {
    case module
    case component
    /// WebAssembly of a version that does not exist yet.
    case unknownVersion(UInt32)
    /// Perhaps the text format.
    case text
    case binary
    case empty

    @unsafe
    init(_ bytes: UnsafeRawBufferPointer) {
        guard unsafe !bytes.isEmpty else {
            self = .empty
            return
        }
        guard unsafe bytes.starts(with: [0x00, 0x61, 0x73, 0x6d]) else {
            // A text has no zero byte, wherever one looks; the beginning will do.
            self = unsafe bytes.prefix(1024).contains(0) ? .binary : .text
            return
        }
        guard bytes.count >= 8 else {
            self = .module  // For the engine to say what is missing.
            return
        }
        // Number of the version, then the layer: 0 for modules, 1 for components.
        let version = unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        switch version {
        case 1: self = .module
        case let other where other >> 16 == 1: self = .component
        default: self = .unknownVersion(version)
        }
    }
}
