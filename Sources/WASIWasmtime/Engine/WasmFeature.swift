/// A feature of WebAssembly beyond its first version.
public enum WasmFeature: String, Hashable, Sendable, CaseIterable {
    /// Functions and blocks with several results.
    case multipleValues = "multi-value"
    /// `memory.copy`, `memory.fill`, passive segments.
    case bulkMemory = "bulk-memory"
    /// References as values.
    case referenceTypes = "reference-types"
    /// 128-bit vectors.
    case simd
    /// Vector instructions whose result depends on the processor.
    case relaxedSIMD = "relaxed-simd"
    /// Calls that replace their caller.
    case tailCalls = "tail-call"
    /// Several memories.
    case multipleMemories = "multi-memory"
    /// Memories with 64-bit addresses.
    case memory64
    /// Atomic instructions and shared memories.
    case threads
    /// References to functions of known type.
    case functionReferences = "function-references"
    /// Garbage-collected structures and arrays.
    case garbageCollection = "gc"
    /// Exceptions.
    case exceptions = "exception-handling"
    /// 128-bit additions and multiplications.
    case wideArithmetic = "wide-arithmetic"
    /// Memories in pages of one byte. Not offered to guests: the engine calls it unfinished.
    case customPageSizes = "custom-page-sizes"
}
