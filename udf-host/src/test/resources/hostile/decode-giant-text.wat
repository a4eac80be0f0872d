;; A text that is said to be larger than the memory.
;; expect: call PLUGIN_BAD_RESULT its values are an out of bounds
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.store (i32.const 780) (i32.const 0x7FFFFFFF))
    (i32.const 0)))
