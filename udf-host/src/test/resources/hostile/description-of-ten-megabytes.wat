;; Ten megabytes of JSON, more than a module may have.
;; expect: upload PLUGIN_TOO_LARGE at most 8,388,608
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"x\":\"" (@repeat 10000000 "y") "\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
