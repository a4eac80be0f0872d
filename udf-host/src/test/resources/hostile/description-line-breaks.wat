;; A version that writes lines of its own into logs and terminals.
;; expect: upload PLUGIN_INVALID version
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\\n\\u001b[2J ERROR\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
