;; Rows that go back from one call to the next.
;; expect: call PLUGIN_BAD_RESULT row 0 is made of row 0 of the arguments, after 2
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.const 2)))
