;; Is of a kind that is not there.
;; expect: upload PLUGIN_ABI_MISMATCH of the kind 'kernel'
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"kernel\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
