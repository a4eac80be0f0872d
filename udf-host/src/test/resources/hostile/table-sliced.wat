;; Rows that do not begin at their beginning.
;; expect: call PLUGIN_BAD_RESULT 3 values at offset 1
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i64.store offset=16 (local.get $out) (i64.const 1))
    (i32.const 0)))
