;; A name of a million characters.
;; expect: upload PLUGIN_INVALID has the name
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"" (@repeat 1000000 "a") "\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
