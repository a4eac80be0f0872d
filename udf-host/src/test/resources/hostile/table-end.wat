;; Returns what only sources return.
;; expect: call PLUGIN_BAD_RESULT it returned the unknown code 3
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.const 3)))
