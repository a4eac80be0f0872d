;; A column that is shorter than the batch.
;; expect: call PLUGIN_BAD_RESULT 't': 2 values at offset 0, expected 3
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 3)) (i64.store (call $column (local.get 1) (i32.const 1)) (i64.const 2)) (i32.const 0)))
