;; Rows, but none.
;; expect: call PLUGIN_BAD_RESULT in 'src_poll', its result is not valid: it has no rows, and does not say so
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 0)) (i32.const 0)))
