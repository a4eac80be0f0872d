;; A split that would clear the terminal.
;; expect: open PLUGIN_BAD_RESULT split 0 is '?'
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_splits") (param i32 i32) (result i32)
    (i32.store8 (i32.const 800) (i32.const 27)) (call $texts (local.get 1) (i64.const 1)) (i32.const 0)))
