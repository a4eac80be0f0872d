;; The version of the ABI is a number of a million digits.
;; expect: upload PLUGIN_INVALID it is not JSON
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":" (@repeat 1000000 "1") ",\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
