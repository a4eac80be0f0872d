;; Says that it sees nulls, and does not look.
;; fails: nulls
(module
  (@include "allocator") (@include "columns") (@include "each")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
    "\"nulls\":\"called\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const 1))
    (i32.const 0)))
