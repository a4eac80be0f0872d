;; Does not say what answers mean.
;; expect: upload PLUGIN_ABI_MISMATCH does not export 'f_response'
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"async\":{},\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (func (export "f_request") (param i32 i32) (result i32) (i32.const 0))
  (@include "done"))
