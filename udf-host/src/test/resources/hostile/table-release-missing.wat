;; Wants its rows to be released, without a function for that.
;; expect: call PLUGIN_BAD_RESULT there is no export
(module
  (@include "rows")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store offset=52 (local.get $out) (i32.const 1))
    (i32.const 0)))
