;; A hundred thousand lists in each other.
;; expect: upload PLUGIN_INVALID it is not JSON
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"x\":" (@repeat 100000 "[") (@repeat 100000 "]") ",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
