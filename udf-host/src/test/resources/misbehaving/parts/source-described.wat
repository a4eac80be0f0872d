(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"misbehaving\",\"sources\":[{\"name\":\"src\",\"description\":\"d\",\"bounded\":true,"
  "\"columns\":[{\"name\":\"x\",\"type\":\"l\",\"nullable\":false},{\"name\":\"y\",\"type\":\"l\",\"nullable\":false}]}]}")
