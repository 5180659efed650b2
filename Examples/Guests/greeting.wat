;; Prints the file "greeting" of the first granted directory, and puts "Hello again.\n" into it.
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (memory (export "memory") 1)
  ;; At 0 one buffer; at 8 the number of bytes moved; at 12 the descriptor that was opened.
  (data (i32.const 16) "greeting")
  (data (i32.const 32) "Hello again.\n")
  (func $buffer (param $address i32) (param $count i32)
    (i32.store (i32.const 0) (local.get $address))
    (i32.store (i32.const 4) (local.get $count)))
  (func $try (param $error i32) (if (local.get $error) (then unreachable)))
  (func (export "_start")
    ;; For reading (the right 2).
    (call $try (call $open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 8) (i32.const 0)
      (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 12)))
    (call $buffer (i32.const 1024) (i32.const 4096))
    (call $try (call $read (i32.load (i32.const 12)) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $try (call $close (i32.load (i32.const 12))))
    (call $buffer (i32.const 1024) (i32.load (i32.const 8)))
    (call $try (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
    ;; For writing (the right 64), made if need be and cut (1 and 8).
    (call $try (call $open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 8) (i32.const 9)
      (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 12)))
    (call $buffer (i32.const 32) (i32.const 13))
    (call $try (call $write (i32.load (i32.const 12)) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $try (call $close (i32.load (i32.const 12))))))
