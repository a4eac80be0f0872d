;; Texts that end before they begin.
;; expect: call PLUGIN_BAD_RESULT offset
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 3)) (i32.store (i32.const 772) (i32.const 3)) (i32.const 0)))
