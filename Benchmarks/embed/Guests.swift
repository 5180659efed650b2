import WASIRun

/// The programs that are run.
enum Guests {
    /// Returns at once.
    static func trivial(_ pool: InstancePool? = nil) throws -> PreparedModule {
        try prepare("(module (memory (export \"memory\") 1) (func (export \"_start\")))", pool)
    }

    /// Polls standard input until there is something, or its end.
    static func polling(_ pool: InstancePool? = nil) throws -> PreparedModule {
        try prepare(
            """
            (module
              (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (i32.store8 (i32.const 8) (i32.const 1))
                (call $exit (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))
            """, pool)
    }

    /// Writes a line and sleeps as short as it can.
    static func busy(_ pool: InstancePool? = nil) throws -> PreparedModule {
        try prepare(
            """
            (module
              (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 512) "hello\\n")
              (func (export "_start")
                (i32.store (i32.const 200) (i32.const 512)) (i32.store (i32.const 204) (i32.const 6))
                (drop (call $write (i32.const 1) (i32.const 200) (i32.const 1) (i32.const 208)))
                (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 1000))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))
            """, pool)
    }

    private static func prepare(_ text: String, _ pool: InstancePool?) throws -> PreparedModule {
        var options = ModuleOptions()
        options.cache = .off
        options.pool = pool
        return try PreparedModule(.bytes(Array(text.utf8), name: "guest.wat"), options: options)
    }
}
