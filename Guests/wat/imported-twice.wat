;; Imports one function twice, as some linkers leave it: both must be bound.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $first (param i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $second (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (if (i32.eqz (i32.const 1)) (then (call $first (i32.const 1))))
    (call $second (i32.const 17))))
