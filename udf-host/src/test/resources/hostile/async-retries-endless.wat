;; Never gives up.
;; expect: upload PLUGIN_INVALID async.retries -1, expected 0 to 10
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"async\":{\"retries\":-1},\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
