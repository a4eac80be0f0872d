;; Traps at groups without rows.
;; fails: empty group
(module
  (@include "sum")
  (export "f_update" (func $update)) (export "f_merge" (func $merge))
  (func (export "f_result") (param $in i32) (param $out i32) (result i32)
    (local $i i32)
    (block $done (loop $next
      (br_if $done (i32.ge_s (local.get $i) (call $rows (local.get $in))))
      (i64.store (call $value (local.get $out) (local.get $i)) (i64.div_s (call $present (local.get $in) (local.get $i))
        (i64.extend_i32_u (call $valid (call $state (local.get $in)) (local.get $i)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next)))
    (i32.const 0)))
