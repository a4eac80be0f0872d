;; Says that the rows start further behind.
;; expect: call PLUGIN_BAD_RESULT values at offset 9223372036854775807
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (i64.store offset=16 (local.get 1) (i64.const 9223372036854775807)) (i32.const 0)))
