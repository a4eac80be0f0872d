;; A text that is none.
;; expect: call PLUGIN_BAD_RESULT is not UTF-8
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store8 (i32.const 801) (i32.const 0xFF))
    (i32.const 0)))
