;; A description that ends in the middle.
;; expect: upload PLUGIN_INVALID it is not JSON
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":")
  (@include "done"))
