;; Calls itself through a table.
;; expect: call PLUGIN_TRAPPED call stack exhausted
(module
  (@include "plugin")
  (type $void (func))
  (table 1 funcref) (elem (i32.const 0) func $deep)
  (func (export "f") (param i32 i32) (result i32)
    (call $deep) (i32.const 0))
  (func $deep (call_indirect (type $void) (i32.const 0))))
