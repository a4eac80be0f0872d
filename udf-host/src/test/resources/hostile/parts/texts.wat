;; f(x TEXT) TEXT
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
  "\"args\":[{\"name\":\"x\",\"type\":\"u\"}],\"returns\":{\"type\":\"u\"}}]}")
