;; Refuses, and the reason that it points to is not there.
;; expect: open PLUGIN_TRAPPED out of bounds memory access
(module
  (@include "decoder")
  (data (i32.const 128) "\01\00\00\00\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\7f")
  (func (export "wadi_error") (result i32) (i32.const 128))
  (func (export "f_open") (param $options i32) (param $columns i32) (result i32)
    (i32.const 1))
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3)) (i32.const 0)))
