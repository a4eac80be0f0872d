;; Two descriptions that contradict each other.
;; expect: upload PLUGIN_INVALID 'name' is given twice
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"good\"}" "{\"abi\":1,\"name\":\"evil\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
