;; A table without columns.
;; expect: upload PLUGIN_INVALID has 0 columns, expected 1 to 64
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"functions\":[{\"name\":\"f\",\"kind\":\"table\","
    "\"args\":[],\"columns\":[]}]}")
  (@include "done"))
