;; Two functions that call each other.
;; expect: call PLUGIN_TRAPPED call stack exhausted
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (call $a) (i32.const 0))
  (func $a (call $b)) (func $b (call $a)))
