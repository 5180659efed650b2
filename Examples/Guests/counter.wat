;; A plug-in: it has no `_start`, and its functions are called by name. What it counts stays between calls.
(module
  (global $total (mut i32) (i32.const 0))
  (memory (export "memory") 1)
  (func (export "add") (param $number i32) (result i32)
    (global.set $total (i32.add (global.get $total) (local.get $number)))
    (global.get $total))
  (func (export "mean") (param f64 f64) (result f64)
    (f64.div (f64.add (local.get 0) (local.get 1)) (f64.const 2)))
  ;; How many of `count` bytes at `address` are spaces.
  (func (export "spaces") (param $address i32) (param $count i32) (result i32)
    (local $found i32)
    (block $end
      (loop $next
        (br_if $end (i32.eqz (local.get $count)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (local.set $found (i32.add (local.get $found)
          (i32.eq (i32.load8_u (i32.add (local.get $address) (local.get $count))) (i32.const 32))))
        (br $next)))
    (local.get $found)))
