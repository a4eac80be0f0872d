;; f(x BIGINT) TABLE (y BIGINT, t TEXT), without code: everything but the function f.
(@include "three-rows")
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"functions\":[{\"name\":\"f\",\"kind\":\"table\","
  "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"columns\":[{\"name\":\"y\",\"type\":\"l\",\"nullable\":false},"
  "{\"name\":\"t\",\"type\":\"u\",\"nullable\":false}]}]}")
