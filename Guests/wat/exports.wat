;; A reactor: no `_start`; `_initialize` must run before anything else, and functions are called by name.
(module
  (global $ready (mut i32) (i32.const 0))
  (memory (export "memory") 1)
  (func (export "_initialize") (global.set $ready (i32.const 40)))
  (func (export "ready") (result i32) (global.get $ready))
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (global.get $ready) (i32.add (local.get 0) (local.get 1))))
  (func (export "half") (param f64) (result f64) (f64.div (local.get 0) (f64.const 2)))
  (func (export "nothing")))
