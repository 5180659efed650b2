import EngineTestSupport
import Testing
import WASICore
import WASIHost
import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Stacks", .needsEngine)
struct StackTests {
    private static let endless = #"(module (func $f (export "_start") (call $f) (call $f)))"#

    @Test("a thread with too small a stack is refused, and says what it needs")
    func smallThread() throws {
        let outcome = try onThread(stackBytes: 512 << 10) {
            Result { try instance(Self.endless).start() }
        }
        let error = #expect(throws: InstantiationError.self) { try outcome.get() }
        guard case .call(.stackTooSmall(let available, let needed)) = error?.kind else { return #expect(Bool(false)) }
        #expect(available < 512 << 10 && available > 256 << 10)
        #expect(needed == (1 << 20) + (128 << 10))
        #expect(error?.description.contains("bytes of stack left, and a guest needs 1179648") == true)
    }

    @Test("a thread with just enough survives a guest that uses all of it")
    func sufficientThread() throws {
        let outcome = try onThread(stackBytes: (1 << 20) + (256 << 10)) {
            Result { try instance(Self.endless).start() }
        }
        guard case .trapped(let trap) = try outcome.get() else { return #expect(Bool(false)) }
        #expect(trap.kind == .stackOverflow)
    }

    @Test("a smaller share lets a guest run on a small thread")
    func smallShare() throws {
        var configuration = EngineConfiguration()
        configuration.maximumStackBytes = 128 << 10
        let module = try WasmModule(text: Self.endless, engine: WasmEngine(configuration))
        let outcome = try onThread(stackBytes: 512 << 10) {
            Result { try WasmInstance(module, functions: [], system: BareSystem()).start() }
        }
        guard case .trapped(let trap) = try outcome.get() else { return #expect(Bool(false)) }
        #expect(trap.kind == .stackOverflow)
    }

    @Test("a host function that is called at the end of the guest's stack has room to work")
    func hostFunctionAtTheEnd() throws {
        let journal = Journal()
        // Calls the host at every depth, so that one call comes just before the overflow.
        let outcome = try onThread(stackBytes: (1 << 20) + (256 << 10)) {
            Result {
                try instance(
                    """
                    (module (import "test" "note" (func $note (param i64)))
                      (func $f (export "_start") (call $note (i64.const 1)) (call $f) (call $f)))
                    """, [.note(journal)]
                ).start()
            }
        }
        guard case .trapped(let trap) = try outcome.get() else { return #expect(Bool(false)) }
        #expect(trap.kind == .stackOverflow)
        #expect(journal.numbers.count > 1000)
    }
}

/// Runs a body on a thread with a stack of its own size, and waits for it.
func onThread<Value>(stackBytes: Int, _ body: @escaping @Sendable () -> Value) throws -> Value {
    let work = Work<Value>()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    // Of its own, since the C library reuses the larger stacks of threads that have ended.
    let stack = try #require(mmap(nil, stackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0))
    try #require(stack != MAP_FAILED)
    defer { munmap(stack, stackBytes) }
    #expect(pthread_attr_setstack(&attributes, stack, stackBytes) == 0)
    #if os(Linux)
        var thread = pthread_t()
    #else
        var thread: pthread_t?
    #endif
    // A C function cannot know of `Value`.
    let call = Unmanaged.passRetained(Call { work.value = body() }).toOpaque()
    let error = pthread_create(
        &thread, &attributes,
        { call in
            let call: UnsafeMutableRawPointer? = call
            if let call { Unmanaged<Call>.fromOpaque(call).takeRetainedValue().body() }
            return nil
        }, call)
    try #require(error == 0)
    #if os(Linux)
        pthread_join(thread, nil)
    #else
        pthread_join(try #require(thread), nil)
    #endif
    return try #require(work.value)
}

private final class Call {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
}

private final class Work<Value>: @unchecked Sendable {
    var value: Value?
}
