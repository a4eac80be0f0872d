;; Gives its last row once more after its end.
;; fails: end
(module
  (@include "source") (@include "source-described")
  (global $ended (mut i32) (i32.const 0))
  (export "src_open" (func $open)) (export "src_position" (func $position))
  (func (export "src_poll") (param $in i32) (param $out i32) (result i32)
    (local $code i32)
    (if (global.get $ended) (then (global.set $here (i32.const 99))))
    (local.set $code (call $poll (local.get $in) (local.get $out)))
    (global.set $ended (i32.eq (local.get $code) (i32.const 3)))
    (local.get $code)))
