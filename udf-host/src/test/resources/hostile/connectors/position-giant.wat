;; Needs too many words for it.
;; expect: call PLUGIN_BAD_RESULT a position of 100,000 bytes, at most 65,536
(module
  (@include "source") (@include "source-open") (@include "source-poll")
  (func (export "src_position") (param i32 i32) (result i32)
    (i32.store (i32.const 772) (i32.const 100000)) (call $texts (local.get 1) (i64.const 1))
    (call $buffer (call $column (local.get 1) (i32.const 0)) (i32.const 2) (i32.const 300000)) (i32.const 0)))
