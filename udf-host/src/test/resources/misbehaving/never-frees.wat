;; Takes nothing back.
;; fails: allocator
(module
  (memory (export "memory") 16 1024)
  (global $next (mut i32) (i32.const 65536))
  (func (export "wadi_alloc") (param $size i32) (param i32) (result i32)
    (local $at i32)
    (local.set $at (global.get $next))
    (global.set $next (i32.and (i32.const -64)
      (i32.add (global.get $next) (i32.add (local.get $size) (i32.const 63)))))
    (if (i32.gt_u (global.get $next) (i32.mul (memory.size) (i32.const 65536)))
      (then (drop (memory.grow (i32.add (i32.const 1) (i32.shr_u (local.get $size) (i32.const 16)))))))
    (local.get $at))
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "columns") (@include "each")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
    "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\",\"nullable\":false}}]}")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const 1))
    (i32.const 0)))
