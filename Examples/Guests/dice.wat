;; Throws three dice and prints what they show: no two runs are alike.
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\10\00\00\00\06\00\00\00")
  (data (i32.const 16) "? ? ?\n")
  (func $throw (param $place i32)
    (i32.store8 (local.get $place)
      (i32.add (i32.const 49) (i32.rem_u (i32.load (i32.const 32)) (i32.const 6)))))
  (func (export "_start")
    (local $place i32)
    (local.set $place (i32.const 16))
    (loop $next
      (if (call $random (i32.const 32) (i32.const 4)) (then unreachable))
      (call $throw (local.get $place))
      (local.set $place (i32.add (local.get $place) (i32.const 2)))
      (br_if $next (i32.le_u (local.get $place) (i32.const 20))))
    (if (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)) (then unreachable))))
