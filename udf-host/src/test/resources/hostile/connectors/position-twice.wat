;; Is in two places.
;; expect: call PLUGIN_BAD_RESULT it has 2 rows, at most 1
(module
  (@include "source") (@include "source-open") (@include "source-poll")
  (func (export "src_position") (param i32 i32) (result i32)
    (call $texts (local.get 1) (i64.const 2)) (i32.const 0)))
