;; Calls an entry of another type.
;; expect: call PLUGIN_TRAPPED indirect call type mismatch
(module
  (@include "plugin")
  (type $void (func)) (type $other (func (param i64 i64)))
  (table 1 funcref) (elem (i32.const 0) func $void)
  (func $void (type $void))
  (func (export "f") (param i32 i32) (result i32)
    (call_indirect (type $other) (i64.const 1) (i64.const 2) (i32.const 0)) (i32.const 0)))
