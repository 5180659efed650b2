;; Copies standard input to standard output, in capital letters.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; At 0 one buffer, as an address and a length; at 8 room for the number of bytes moved; from 1024 on the bytes.
  (func (export "_start")
    (local $place i32)
    (loop $more
      (i32.store (i32.const 0) (i32.const 1024))
      (i32.store (i32.const 4) (i32.const 4096))
      (if (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)) (then unreachable))
      (if (i32.load (i32.const 8))
        (then
          (local.set $place (i32.load (i32.const 8)))
          (loop $letter
            (local.set $place (i32.sub (local.get $place) (i32.const 1)))
            ;; From a to z: 26 letters from 97 on.
            (if (i32.lt_u (i32.sub (i32.load8_u offset=1024 (local.get $place)) (i32.const 97)) (i32.const 26))
              (then (i32.store8 offset=1024 (local.get $place)
                (i32.sub (i32.load8_u offset=1024 (local.get $place)) (i32.const 32)))))
            (br_if $letter (local.get $place)))
          (i32.store (i32.const 4) (i32.load (i32.const 8)))
          (if (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)) (then unreachable))
          (br $more))))))
