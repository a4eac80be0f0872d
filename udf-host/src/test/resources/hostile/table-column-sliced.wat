;; A column that does not begin at its beginning.
;; expect: call PLUGIN_BAD_RESULT 'y': 3 values at offset 1
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i64.store offset=16 (call $column (local.get $out) (i32.const 1)) (i64.const 1))
    (i32.const 0)))
