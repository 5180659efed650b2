/// The directories that a path has led through, innermost last; closed with the stack.
struct DescriptorStack: ~Copyable {
    private var numbers: [Int32] = []

    init() { numbers.reserveCapacity(16) }

    deinit {
        for number in numbers { _ = OwnedDescriptor(taking: number) }
    }

    /// The innermost one, for the length of a call.
    var top: Int32? { numbers.last }

    mutating func push(_ descriptor: consuming OwnedDescriptor) { numbers.append(descriptor.release()) }

    /// Closes the innermost one; `false` if there is none.
    mutating func pop() -> Bool {
        guard let number = numbers.popLast() else { return false }
        _ = OwnedDescriptor(taking: number)
        return true
    }
}
