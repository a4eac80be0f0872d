;; Traps at the least number.
;; fails: extremes
(module
  (@include "scalar") (@include "each")
  (func $check (param $in i32) (local $i i32)
    (block $done (loop $next
      (br_if $done (i32.ge_s (local.get $i) (call $rows (local.get $in))))
      (if (i64.eq (i64.const 0x8000000000000000)
          (i64.load (call $value (call $child (local.get $in) (i32.const 0)) (local.get $i))))
        (then (unreachable)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next))))
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $check (local.get $in))
    (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const 1))
    (i32.const 0)))
