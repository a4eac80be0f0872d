;; Wants to be told, but cannot be.
;; expect: call PLUGIN_BAD_RESULT wants to be released
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 3)) (i32.store offset=52 (local.get 1) (i32.const 1)) (i32.const 0)))
