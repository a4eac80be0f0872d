;; A table with a column twice.
;; expect: upload PLUGIN_INVALID has the column 'y' twice
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"functions\":[{\"name\":\"f\",\"kind\":\"table\","
    "\"args\":[],\"columns\":[{\"name\":\"y\",\"type\":\"l\"},{\"name\":\"y\",\"type\":\"u\"}]}]}")
  (@include "done"))
