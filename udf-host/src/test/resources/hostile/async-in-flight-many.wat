;; Wants a billion requests at once.
;; expect: upload PLUGIN_INVALID async.in_flight 1000000000, expected 1 to 1,000
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"async\":{\"in_flight\":1000000000},\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
