;; The same split twice.
;; expect: open PLUGIN_BAD_RESULT the split 'a' is there twice
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_splits") (param i32 i32) (result i32)
    (i32.store8 (i32.const 801) (i32.const 97)) (call $texts (local.get 1) (i64.const 2)) (i32.const 0)))
