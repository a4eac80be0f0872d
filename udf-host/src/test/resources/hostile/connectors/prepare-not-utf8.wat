;; Nobody can say what to commit.
;; expect: call PLUGIN_BAD_RESULT the text in row 0 is not UTF-8
(module
  (@include "two-phase") (@include "recover")
  (func (export "snk_prepare") (param i32 i32) (result i32)
    (i32.store8 (i32.const 800) (i32.const 255)) (call $texts (local.get 1) (i64.const 3)) (i32.const 0))
  (func (export "snk_commit") (param i32 i32) (result i32) (i32.const 0)))
