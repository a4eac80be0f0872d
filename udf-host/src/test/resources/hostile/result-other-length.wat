;; Says that there are two billion rows.
;; expect: call PLUGIN_BAD_RESULT 2000000000 values at offset 0
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (i64.store (local.get 1) (i64.const 2000000000)) (i32.const 0)))
