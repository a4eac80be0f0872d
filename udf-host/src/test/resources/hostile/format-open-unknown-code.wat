;; Returns a code that there is not when it is opened.
;; expect: open PLUGIN_BAD_RESULT the unknown code 7
(module
  (@include "decoder")
  (func (export "f_open") (param $options i32) (param $columns i32) (result i32)
    (i32.const 7))
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3)) (i32.const 0)))
