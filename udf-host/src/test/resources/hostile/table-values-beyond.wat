;; Values at the end of the memory.
;; expect: call PLUGIN_BAD_RESULT its values are an out of bounds
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (call $buffer (call $column (local.get $out) (i32.const 1)) (i32.const 1) (i32.const 1048560))
    (i32.const 0)))
