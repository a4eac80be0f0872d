;; Three splits, and a last word.
;; expect: works
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_splits") (param i32 i32) (result i32)
    (call $texts (local.get 1) (i64.const 3)) (i32.const 0))
  (func (export "src_close") (param i32 i32) (result i32) (i32.const 0)))
