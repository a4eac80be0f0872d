;; Reads eight rows at least, and drops those that were not asked for.
;; fails: batch sizes
(module
  (@include "source") (@include "source-described")
  (export "src_open" (func $open)) (export "src_position" (func $position))
  (func (export "src_poll") (param $in i32) (param $out i32) (result i32)
    (local $before i32) (local $code i32)
    (local.set $before (global.get $here))
    (local.set $code (call $poll (local.get $in) (local.get $out)))
    (if (i32.and (i32.eqz (local.get $code))
          (i32.lt_s (global.get $here) (i32.sub (i32.const 100) (i32.const 8))))
      (then (if (i32.lt_s (i32.sub (global.get $here) (local.get $before)) (i32.const 8))
        (then (global.set $here (i32.add (local.get $before) (i32.const 8)))))))
    (local.get $code)))
