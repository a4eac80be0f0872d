;; Every frame holds 1,000 locals.
;; expect: call PLUGIN_TRAPPED call stack exhausted
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (call $deep (i64.const 1)) drop (i32.const 0))
  (func $deep (param i64) (result i64) (local (@repeat 1000 i64))
    (local.set 500 (call $deep (local.get 0))) (local.get 500)))
