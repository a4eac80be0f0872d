;; The code of an aggregate sum(x BIGINT) BIGINT that keeps all rules: state s BIGINT, null without
;; rows. Modules export their own functions, some of which are these.
(@include "allocator") (@include "columns")
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"misbehaving\",\"functions\":[{\"name\":\"f\",\"kind\":\"aggregate\","
  "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"state\":[{\"name\":\"s\",\"type\":\"l\"}],"
  "\"retracts\":true,\"returns\":{\"type\":\"l\"}}]}")
(func $state (param $output i32) (result i32) (call $child (local.get $output) (i32.const 0)))
;; What is there of a group; zero if nothing is.
(func $present (param $output i32) (param $group i32) (result i64)
  (if (result i64) (call $valid (call $state (local.get $output)) (local.get $group))
    (then (i64.load (call $value (call $state (local.get $output)) (local.get $group))))
    (else (i64.const 0))))
(func $put (param $output i32) (param $group i32) (param $sum i64)
  (i64.store (call $value (call $state (local.get $output)) (local.get $group)) (local.get $sum))
  (call $mark (call $state (local.get $output)) (local.get $group) (i32.const 1)))
(func $update (param $in i32) (param $out i32) (result i32)
  (local $i i32)
  (block $done (loop $next
    (br_if $done (i32.ge_s (local.get $i) (call $rows (local.get $in))))
    (call $put (local.get $out) (call $group (local.get $in) (local.get $i))
      (i64.add (call $present (local.get $out) (call $group (local.get $in) (local.get $i)))
        (i64.mul (call $sign (local.get $in) (local.get $i))
          (i64.load (call $value (call $child (local.get $in) (i32.const 2)) (local.get $i))))))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br $next)))
  (i32.const 0))
(func $merge (param $in i32) (param $out i32) (result i32)
  (local $i i32)
  (block $done (loop $next
    (br_if $done (i32.ge_s (local.get $i) (call $rows (local.get $in))))
    (call $put (local.get $out) (call $group (local.get $in) (local.get $i))
      (i64.add (call $present (local.get $out) (call $group (local.get $in) (local.get $i)))
        (i64.load (call $value (call $child (local.get $in) (i32.const 1)) (local.get $i)))))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br $next)))
  (i32.const 0))
(func $result (param $in i32) (param $out i32) (result i32)
  (local $i i32)
  (block $done (loop $next
    (br_if $done (i32.ge_s (local.get $i) (call $rows (local.get $in))))
    (i64.store (call $value (local.get $out) (local.get $i)) (call $present (local.get $in) (local.get $i)))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br $next)))
  (i32.const 0))
