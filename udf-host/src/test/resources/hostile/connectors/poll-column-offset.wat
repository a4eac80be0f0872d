;; A column that begins somewhere else.
;; expect: call PLUGIN_BAD_RESULT 'x': 3 values at offset 1
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 3)) (i64.store offset=16 (call $column (local.get 1) (i32.const 0)) (i64.const 1)) (i32.const 0)))
