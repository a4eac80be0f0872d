;; A sink 'snk', without code.
(@include "memory") (@include "bump")
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"hostile\",\"sinks\":[{\"name\":\"snk\",\"description\":\"d\",\"changelog\":true}]}")
