;; Refuses whatever it is told, and does not say why.
;; expect: open INVALID_OPTION format 'f' refuses the table: it gave no reason
(module
  (@include "decoder")
  (func (export "f_open") (param $options i32) (param $columns i32) (result i32)
    (i32.const 1))
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3)) (i32.const 0)))
