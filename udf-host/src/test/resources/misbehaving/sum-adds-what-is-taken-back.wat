;; Does not look at signs.
;; fails: retract
(module
  (@include "sum")
  (export "f_merge" (func $merge)) (export "f_result" (func $result))
  (func (export "f_update") (param $in i32) (param $out i32) (result i32)
    (local $i i32)
    (block $done (loop $next
      (br_if $done (i32.ge_s (local.get $i) (call $rows (local.get $in))))
      (call $put (local.get $out) (call $group (local.get $in) (local.get $i))
        (i64.add (call $present (local.get $out) (call $group (local.get $in) (local.get $i)))
          (i64.mul (i64.const 1)
            (i64.load (call $value (call $child (local.get $in) (i32.const 2)) (local.get $i))))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next)))
    (i32.const 0)))
