;; Leaves something behind in the first argument.
;; fails: arguments
(module
  (@include "scalar") (@include "each")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const 1))
    (i64.store (call $value (call $child (local.get $in) (i32.const 0)) (i32.const 0)) (i64.const 7777777))
    (i32.const 0)))
