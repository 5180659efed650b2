/// Guests, in text form.
enum Programs {
    /// Ends with a code.
    static func exiting(_ code: UInt32) -> String {
        """
        (module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (func (export "_start") (call $exit (i32.const \(Int32(bitPattern: code))))))
        """
    }

    /// Writes its arguments or its environment to standard output, each ended by a zero byte.
    static func printing(_ what: String) -> String {
        """
        (module
          (import "wasi_snapshot_preview1" "\(what)_sizes_get" (func $sizes (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "\(what)_get" (func $get (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 4)
          (func (export "_start")
            (drop (call $sizes (i32.const 0) (i32.const 4)))
            (drop (call $get (i32.const 1024) (i32.const 65536)))
            (i32.store (i32.const 8) (i32.const 65536))
            (i32.store (i32.const 12) (i32.load (i32.const 4)))
            (drop (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)))))
        """
    }

    static let arguments = printing("args")
    static let environment = printing("environ")

    /// Opens a path beneath descriptor 3 and ends with the errno.
    static func opening(_ path: String, create: Bool = false) -> String {
        """
        (module
          (import "wasi_snapshot_preview1" "path_open"
            (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 64) "\(path)")
          (func (export "_start")
            (call $exit
              (call $open (i32.const 3) (i32.const 0) (i32.const 64) (i32.const \(path.utf8.count))
                (i32.const \(create ? 1 : 0)) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 32)))))
        """
    }

    /// Copies standard input to standard output, until either ends.
    static let copying = """
        (module
          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 2)
          (func (export "_start")
            (loop $again
              (i32.store (i32.const 0) (i32.const 4096)) (i32.store (i32.const 4) (i32.const 4096))
              (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
              (if (i32.load (i32.const 8))
                (then
                  (i32.store (i32.const 4) (i32.load (i32.const 8)))
                  (br_if $again
                    (i32.eqz (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))))))))
        """

    /// Wants standard input to be at its end, standard error to take what it is given, and descriptor 3 to be a directory; makes
    /// a file `f` in there, writes a line to it and ends with a trap. Ends with code 1 to 5 for what was otherwise.
    static let writingAndTrapping = """
        (module
          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "path_open"
            (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\\40\\00\\00\\00\\05\\00\\00\\00")
          (data (i32.const 64) "kept\\nf")
          (func $fail (param $wrong i32) (param $code i32)
            (if (local.get $wrong) (then (call $exit (local.get $code)))))
          (func (export "_start")
            (i32.store (i32.const 16) (i32.const 1024)) (i32.store (i32.const 20) (i32.const 16))
            (call $fail (call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 32)) (i32.const 1))
            (call $fail (i32.load (i32.const 32)) (i32.const 2))
            (call $fail (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 32)) (i32.const 3))
            (call $fail
              (call $open (i32.const 3) (i32.const 0) (i32.const 69) (i32.const 1) (i32.const 1)
                (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 36))
              (i32.const 4))
            (call $fail
              (call $write (i32.load (i32.const 36)) (i32.const 0) (i32.const 1) (i32.const 32)) (i32.const 5))
            unreachable))
        """

    /// Recurses as deep as its frames of 1 KiB fit into `kibibytes`.
    static func recursing(_ kibibytes: Int) -> String {
        """
        (module
          (func $down (param i32) (param i64 i64 i64 i64 i64 i64 i64 i64) (result i32)
            (if (result i32) (local.get 0)
              (then (i32.add (i32.const 1)
                (call $down (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 2) (local.get 3) (local.get 4)
                  (local.get 5) (local.get 6) (local.get 7) (local.get 8))))
              (else (i32.const 0))))
          (func (export "_start")
            (drop (call $down (i32.const \(kibibytes * 8)) (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5)
              (i64.const 6) (i64.const 7) (i64.const 8)))))
        """
    }

    /// Two functions, a trap among them, behind an initialization.
    static let library = """
        (module
          (global $ready (mut i32) (i32.const 0))
          (memory (export "memory") 1)
          (func (export "_initialize") (global.set $ready (i32.const 1)))
          (func (export "ready") (result i32) (global.get $ready))
          (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
          (func (export "swap") (param i64 f64) (result f64 i64) (local.get 1) (local.get 0))
          (func (export "take") (param externref)))
        """

    static let trapping = """
        (module
          (memory (export "memory") 1)
          (func $inner (result i32) (i32.load (i32.const 65536)))
          (func $outer (drop (call $inner)))
          (func (export "_start") (call $outer)))
        """
}
