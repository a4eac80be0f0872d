;; Says that its results come later, but not what to ask for.
;; expect: upload PLUGIN_ABI_MISMATCH does not export 'f_request'
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"async\":{},\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
