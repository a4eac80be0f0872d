;; More rows than were asked for.
;; expect: call PLUGIN_BAD_RESULT it has 9 rows, at most 8
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 9)) (i32.const 0)))
