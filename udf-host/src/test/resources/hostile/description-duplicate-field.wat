;; Names itself twice in the same object.
;; expect: upload PLUGIN_INVALID it is not JSON
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"good\",\"name\":\"evil\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
