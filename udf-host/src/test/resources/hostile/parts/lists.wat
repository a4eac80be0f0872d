;; f(x BIGINT) BIGINT[]
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
  "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],"
  "\"returns\":{\"type\":{\"type\":\"+l\",\"children\":[{\"type\":\"l\"}]}}}]}")
