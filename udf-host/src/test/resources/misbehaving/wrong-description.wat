;; Says nothing of what it returns.
;; fails: description
(module
  (@include "allocator") (@include "columns")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
    "\"args\":[{\"name\":\"x\",\"type\":\"l\"}]}]}")
  (func (export "f") (param $in i32) (param $out i32) (result i32) (i32.const 0)))
