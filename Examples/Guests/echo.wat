;; A service: takes connections from the listening socket 3, one after the other, and sends back what comes.
(module
  (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_recv" (func $receive (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (memory (export "memory") 1)
  ;; At 0 one buffer; at 8 the number of bytes; at 12 flags; at 16 the connection.
  (func (export "_start")
    (loop $next
      (if (call $accept (i32.const 3) (i32.const 0) (i32.const 16)) (then unreachable))
      (loop $more
        (i32.store (i32.const 0) (i32.const 1024))
        (i32.store (i32.const 4) (i32.const 4096))
        (if (i32.eqz (call $receive (i32.load (i32.const 16)) (i32.const 0) (i32.const 1) (i32.const 0)
              (i32.const 8) (i32.const 12)))
          (then (if (i32.load (i32.const 8))
            (then
              (i32.store (i32.const 4) (i32.load (i32.const 8)))
              (br_if $more (i32.eqz (call $send (i32.load (i32.const 16)) (i32.const 0) (i32.const 1)
                (i32.const 0) (i32.const 8)))))))))
      (drop (call $close (i32.load (i32.const 16))))
      (br $next))))
