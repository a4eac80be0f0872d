;; Makes two rows of each, but no more than it is asked for at once, and forgets the others.
;; fails: few rows at once
(module
  (@include "allocator") (@include "columns")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"functions\":[{\"name\":\"f\",\"kind\":\"table\","
    "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"columns\":[{\"name\":\"y\",\"type\":\"l\",\"nullable\":false}]}]}")
  (global $numbers (mut i32) (i32.const 1024))
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (local $i i32) (local $count i32)
    (local.set $count (i32.mul (call $rows (local.get $in)) (i32.const 2)))
    (if (i32.gt_s (local.get $count) (call $rows (local.get $out)))
      (then (local.set $count (call $rows (local.get $out)))))
    (block $done (loop $next
      (br_if $done (i32.ge_s (local.get $i) (local.get $count)))
      (i32.store (i32.add (i32.const 1024) (i32.mul (local.get $i) (i32.const 4)))
        (i32.shr_u (local.get $i) (i32.const 1)))
      (i64.store (i32.add (i32.const 16384) (i32.mul (local.get $i) (i32.const 8)))
        (i64.load (call $value (call $child (local.get $in) (i32.const 0)) (i32.shr_u (local.get $i) (i32.const 1)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next)))
    (i64.store (local.get $out) (i64.extend_i32_s (local.get $count)))
    (i64.store (call $child (local.get $out) (i32.const 0)) (i64.extend_i32_s (local.get $count)))
    (i64.store (call $child (local.get $out) (i32.const 1)) (i64.extend_i32_s (local.get $count)))
    (i32.store offset=4 (i32.load offset=40 (call $child (local.get $out) (i32.const 0))) (i32.const 1024))
    (i32.store offset=4 (i32.load offset=40 (call $child (local.get $out) (i32.const 1))) (i32.const 16384))
    (i32.const 0)))
