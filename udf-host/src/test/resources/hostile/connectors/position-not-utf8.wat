;; Is somewhere unspeakable.
;; expect: call PLUGIN_BAD_RESULT the text in row 0 is not UTF-8
(module
  (@include "source") (@include "source-open") (@include "source-poll")
  (func (export "src_position") (param i32 i32) (result i32)
    (i32.store8 (i32.const 800) (i32.const 255)) (call $texts (local.get 1) (i64.const 1)) (i32.const 0)))
