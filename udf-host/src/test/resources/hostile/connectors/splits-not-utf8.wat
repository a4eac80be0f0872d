;; A split that nobody can name.
;; expect: open PLUGIN_BAD_RESULT the text in row 2 is not UTF-8
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_splits") (param i32 i32) (result i32)
    (i32.store8 (i32.const 802) (i32.const 255)) (call $texts (local.get 1) (i64.const 3)) (i32.const 0)))
