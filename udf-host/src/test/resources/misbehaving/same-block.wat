;; Gives the same block to everyone.
;; fails: allocator
(module
  (memory (export "memory") 16 1024)
  (func (export "wadi_alloc") (param i32 i32) (result i32) (i32.const 65536))
  (func (export "wadi_free") (param i32 i32 i32))
  (@include "columns") (@include "each")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
    "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\",\"nullable\":false}}]}")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const 1))
    (i32.const 0)))
