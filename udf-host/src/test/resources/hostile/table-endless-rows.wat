;; As many rows as there can be.
;; expect: call PLUGIN_BAD_RESULT rows, at most 8
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 0x7FFFFFFFFFFFFFFF))
    (i32.const 0)))
