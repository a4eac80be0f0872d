;; Fewer rows than none.
;; expect: call PLUGIN_BAD_RESULT it has -1 rows
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const -1)) (i32.const 0)))
