;; Overwrites the columns and the options that it is told.
;; expect: works
(module
  (@include "decoder")
  (func (export "f_open") (param $options i32) (param $columns i32) (result i32)
    (memory.fill (local.get $columns) (i32.const 0xFF) (i32.const 48)) (memory.fill (local.get $options) (i32.const 0xFF) (i32.const 64)) (i32.const 0))
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3)) (i32.const 0)))
