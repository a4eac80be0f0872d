;; Texts that are none.
;; expect: call PLUGIN_BAD_RESULT the text in row 1 is not UTF-8
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 3)) (i32.store8 (i32.const 801) (i32.const 255)) (i32.const 0)))
