;; Adds how many batches it has read.
;; fails: decode: same again
(module
  (@include "format") (@include "format-described")
  (export "fm_encode" (func $encode))
  (global $batches (mut i64) (i64.const 0))
  (func (export "fm_decode") (param $in i32) (param $out i32) (result i32)
    (call $some (local.get $in) (local.get $out) (global.get $batches))
    (if (i32.lt_s (global.get $at) (call $rows (local.get $in))) (then (return (i32.const 2))))
    (global.set $at (i32.const 0))
    (global.set $batches (i64.add (global.get $batches) (i64.const 1)))
    (i32.const 0)))
