;; Says that there are -1 rows.
;; expect: call PLUGIN_BAD_RESULT -1 values
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (i64.store (local.get 1) (i64.const -1)) (i32.const 0)))
