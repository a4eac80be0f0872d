;; Traps when it is opened.
;; expect: open PLUGIN_TRAPPED unreachable
(module
  (@include "decoder")
  (func (export "f_open") (param $options i32) (param $columns i32) (result i32)
    (unreachable))
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3)) (i32.const 0)))
