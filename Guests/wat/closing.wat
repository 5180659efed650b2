;; Closes descriptor 3 and then waits for the end of what descriptor 4 gives.
(module
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; Room for one byte.
  (data (i32.const 0) "\40\00\00\00\01\00\00\00")
  (func (export "_start")
    (if (call $close (i32.const 3)) (then unreachable))
    (loop $again
      (if (call $read (i32.const 4) (i32.const 0) (i32.const 1) (i32.const 16)) (then unreachable))
      (br_if $again (i32.load (i32.const 16))))))
