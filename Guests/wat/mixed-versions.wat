;; Imports calls of both versions of WasmEdge's extension, of one of them both forms: each import must be bound by its own type.
;; Ends with 0 if each answers as its version does.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "sock_open" (func $open (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_accept" (func $accept1 (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_accept" (func $accept2 (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_recv_from"
    (func $receive2 (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_getlocaladdr" (func $local1 (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_getlocaladdr" (func $local2 (param i32 i32 i32) (result i32)))
  ;; WasmEdge's own name for the second version.
  (import "wasi_snapshot_preview1" "sock_getlocaladdr_v2" (func $local2again (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; Room for 16 bytes of version 1 and for 128 of version 2.
  (data (i32.const 0) "\40\00\00\00\10\00\00\00\80\00\00\00\80\00\00\00")
  (func $want (param $error i32) (param $wanted i32) (param $code i32)
    (if (i32.ne (local.get $error) (local.get $wanted)) (then (call $exit (local.get $code)))))
  (func (export "_start")
    ;; A stream socket of IPv4, at 32.
    (call $want (call $open (i32.const 1) (i32.const 2) (i32.const 32)) (i32.const 0) (i32.const 1))
    ;; Version 1 tells the type 4, at 36; version 2 the family 1 in front of the address.
    (call $want
      (call $local1 (i32.load (i32.const 32)) (i32.const 0) (i32.const 36) (i32.const 40)) (i32.const 0) (i32.const 2))
    (call $want (i32.load (i32.const 36)) (i32.const 4) (i32.const 3))
    (call $want (call $local2 (i32.load (i32.const 32)) (i32.const 8) (i32.const 40)) (i32.const 0) (i32.const 4))
    (call $want (i32.load16_u (i32.const 128)) (i32.const 1) (i32.const 5))
    (i32.store16 (i32.const 128) (i32.const 0))
    (call $want (call $local2again (i32.load (i32.const 32)) (i32.const 8) (i32.const 40)) (i32.const 0) (i32.const 9))
    (call $want (i32.load16_u (i32.const 128)) (i32.const 1) (i32.const 10))
    ;; The socket does not listen.
    (call $want (call $accept1 (i32.load (i32.const 32)) (i32.const 36)) (i32.const 28) (i32.const 6))
    (call $want (call $accept2 (i32.load (i32.const 32)) (i32.const 0) (i32.const 36)) (i32.const 28) (i32.const 7))
    ;; Nor is it connected.
    (call $want
      (call $receive2 (i32.load (i32.const 32)) (i32.const 16) (i32.const 1) (i32.const 8) (i32.const 0) (i32.const 40)
        (i32.const 44) (i32.const 48))
      (i32.const 53) (i32.const 8))))
