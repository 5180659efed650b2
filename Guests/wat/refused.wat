;; Connects twice, to different addresses, both times wants to be refused (2), says so on standard error and ends with 3.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_open" (func $open (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_connect" (func $connect (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; Two addresses of four bytes, and the text.
  (data (i32.const 0) "\20\00\00\00\04\00\00\00\24\00\00\00\04\00\00\00\40\00\00\00\0a\00\00\00")
  (data (i32.const 32) "\c0\00\02\01\c0\00\02\02")
  (data (i32.const 64) "then this\n")
  (func (export "_start")
    (drop (call $open (i32.const 1) (i32.const 2) (i32.const 128)))
    (if (i32.ne (call $connect (i32.load (i32.const 128)) (i32.const 0) (i32.const 80)) (i32.const 2)) (then unreachable))
    (if (i32.ne (call $connect (i32.load (i32.const 128)) (i32.const 8) (i32.const 81)) (i32.const 2)) (then unreachable))
    (drop (call $write (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 132)))
    (call $exit (i32.const 3))))
