;; Fewer rows than none.
;; expect: call PLUGIN_BAD_RESULT it has -1 rows
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const -1))
    (i32.const 0)))
