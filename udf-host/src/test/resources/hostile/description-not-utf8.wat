;; A description that is not UTF-8.
;; expect: upload PLUGIN_INVALID it is not JSON
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"\ff\fe\"}")
  (@include "done"))
