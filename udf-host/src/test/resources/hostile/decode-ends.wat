;; Returns what sources return at their end.
;; expect: call PLUGIN_BAD_RESULT the unknown code 3
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.const 3)))
