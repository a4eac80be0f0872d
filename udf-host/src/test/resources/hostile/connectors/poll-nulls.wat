;; A null where none may be.
;; expect: call PLUGIN_BAD_RESULT 'x': it contains nulls
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (call $rows (local.get 1) (i64.const 3)) (i32.store8 (i32.const 900) (i32.const 5)) (call $buffer (call $column (local.get 1) (i32.const 0)) (i32.const 0) (i32.const 900)) (i32.const 0)))
