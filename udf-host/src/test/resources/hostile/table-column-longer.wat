;; A column with more values than there are rows.
;; expect: call PLUGIN_BAD_RESULT 't': 4 values
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i64.store (call $column (local.get $out) (i32.const 2)) (i64.const 4))
    (i32.const 0)))
