;; A null in a column that has none.
;; expect: call PLUGIN_BAD_RESULT 'y': it contains nulls
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store (i32.const 1024) (i32.const 5))
    (call $buffer (call $column (local.get $out) (i32.const 1)) (i32.const 0) (i32.const 1024))
    (i32.const 0)))
