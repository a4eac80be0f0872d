(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"misbehaving\",\"formats\":[{\"name\":\"fm\",\"description\":\"d\",\"framing\":\"none\","
  "\"decodes\":true,\"encodes\":true}]}")
(export "fm_open" (func $open))
