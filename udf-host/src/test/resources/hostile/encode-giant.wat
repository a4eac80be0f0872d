;; A record that is said to be larger than the memory.
;; expect: call PLUGIN_BAD_RESULT its values are an out of bounds
(module
  (@include "encoder")
  (func (export "f_encode") (param $in i32) (param $out i32) (result i32)
    (call $records (local.get $out))
    (i32.store (i32.const 780) (i32.const 0x7FFFFFFF))
    (i32.const 0)))
