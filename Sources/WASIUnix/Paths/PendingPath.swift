/// What is still to be walked of a path, with the targets of symbolic links put in front.
///
/// The text stands at the end of its memory, so that walking and putting in front move no bytes. It is bounded: by the path
/// and the number of links that are followed.
@safe
struct PendingPath: ~Copyable {
    /// One component. Its name is terminated and stays so until the next one is asked for or a target is put in front.
    struct Component {
        enum Kind { case name, current, parent }

        let kind: Kind
        /// Whether nothing but slashes comes after it.
        let isLast: Bool
        /// Whether a slash comes after it.
        let precedesSlash: Bool
    }

    private var memory: UnsafeMutablePointer<CChar>
    private var capacity: Int
    /// Where the component begins; at its end is a NUL, which stands for a slash if there is more.
    private var start: Int
    private var end: Int
    private var endsWithSlash = false

    private static let slash = CChar(bitPattern: UInt8(ascii: "/"))
    private static let dot = CChar(bitPattern: UInt8(ascii: "."))

    init(_ path: UnsafePointer<CChar>) {
        var count = 0
        while unsafe path[count] != 0 { count += 1 }
        capacity = 2 * (count + 1)
        unsafe memory = .allocate(capacity: capacity)
        start = capacity - 1 - count
        end = start
        unsafe memory[capacity - 1] = 0
        unsafe (memory + start).update(from: path, count: count)
    }

    deinit { unsafe memory.deallocate() }

    /// The name of the component that ``next()`` has found.
    var name: UnsafePointer<CChar> { unsafe UnsafePointer(memory + start) }

    /// Goes on to the next component; `nil` behind the last one.
    mutating func next() -> Component? {
        restoreSlash()
        start = end
        while unsafe memory[start] == Self.slash { start += 1 }
        if unsafe memory[start] == 0 { return nil }
        end = start
        while unsafe memory[end] != 0 && memory[end] != Self.slash { end += 1 }
        var rest = end
        while unsafe memory[rest] == Self.slash { rest += 1 }
        let isLast = unsafe memory[rest] == 0
        endsWithSlash = rest > end
        unsafe memory[end] = 0
        return Component(kind: kind, isLast: isLast, precedesSlash: endsWithSlash)
    }

    private var kind: Component.Kind {
        guard unsafe memory[start] == Self.dot else { return .name }
        switch end - start {
        case 1: return .current
        case 2: return unsafe memory[start + 1] == Self.dot ? .parent : .name
        default: return .name
        }
    }

    /// Puts the target of a symbolic link in the place of the component that ``next()`` has found.
    mutating func replace(with target: UnsafeBufferPointer<CChar>) {
        restoreSlash()
        if target.count > end { grow(by: target.count) }
        end -= target.count
        start = end
        if let bytes = target.baseAddress { unsafe (memory + end).update(from: bytes, count: target.count) }
    }

    private mutating func restoreSlash() {
        if endsWithSlash { unsafe memory[end] = Self.slash }
        endsWithSlash = false
    }

    private mutating func grow(by count: Int) {
        let added = capacity + count
        let larger = UnsafeMutablePointer<CChar>.allocate(capacity: capacity + added)
        unsafe (larger + added + end).update(from: memory + end, count: capacity - end)
        unsafe memory.deallocate()
        unsafe memory = larger
        capacity += added
        start += added
        end += added
    }
}
