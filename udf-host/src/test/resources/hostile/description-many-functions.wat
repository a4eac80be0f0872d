;; Two thousand functions with the same export.
;; expect: upload PLUGIN_INVALID 2000 functions
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[" (@repeat 1999 "{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}},") "{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
