;; Values where nothing is.
;; expect: call PLUGIN_BAD_RESULT its offsets are an out of bounds
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 3)) (call $buffer (call $column (local.get 1) (i32.const 1)) (i32.const 1) (i32.const -4)) (i32.const 0)))
