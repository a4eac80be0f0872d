;; Uses a data segment and drops it; the next instance has it again.
;; expect: works
(module
  (@include "plugin")
  (data $d "abc") (global $first (mut i32) (i32.const 1))
  (func (export "f") (param i32 i32) (result i32)
    (if (global.get $first) (then
      (memory.init $d (i32.const 0) (i32.const 0) (i32.const 3)) (data.drop $d)
      (global.set $first (i32.const 0))))
    (i32.const 0)))
