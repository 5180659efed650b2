;; Fails deep down, in functions with names that a backtrace should show.
(module
  (memory (export "memory") 1)
  (func $deepest unreachable)
  (func $middle (call $deepest))
  (func (export "_start") (call $middle)))
