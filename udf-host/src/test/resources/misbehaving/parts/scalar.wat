;; f(x BIGINT) BIGINT, without its code.
(@include "allocator") (@include "columns")
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"misbehaving\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
  "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\",\"nullable\":false}}]}")
