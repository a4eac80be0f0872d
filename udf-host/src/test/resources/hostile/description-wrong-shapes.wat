;; Every field is of another kind than it should be.
;; expect: upload PLUGIN_ABI_MISMATCH ABI version
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":[1],\"name\":{},\"version\":[],\"functions\":{\"f\":1}}")
  (@include "done"))
