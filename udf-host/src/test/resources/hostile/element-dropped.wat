;; Uses an element segment and drops it; the next instance has it again.
;; expect: works
(module
  (@include "plugin")
  (table 4 funcref) (elem $e func $v) (func $v)
  (global $first (mut i32) (i32.const 1))
  (func (export "f") (param i32 i32) (result i32)
    (if (global.get $first) (then
      (table.init $e (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop $e)
      (global.set $first (i32.const 0))))
    (i32.const 0)))
