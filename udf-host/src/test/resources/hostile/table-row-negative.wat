;; A row of a row before the first.
;; expect: call PLUGIN_BAD_RESULT row 0 is made of row -1
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store (i32.const 256) (i32.const -1))
    (i32.const 0)))
