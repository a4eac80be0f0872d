;; Reads one more than it has written.
;; fails: round trip
(module
  (@include "format") (@include "format-described")
  (export "fm_encode" (func $encode))
  (func (export "fm_decode") (param $in i32) (param $out i32) (result i32)
    (call $some (local.get $in) (local.get $out) (i64.const 1))
    (if (i32.lt_s (global.get $at) (call $rows (local.get $in))) (then (return (i32.const 2))))
    (global.set $at (i32.const 0))
    (i32.const 0)))
