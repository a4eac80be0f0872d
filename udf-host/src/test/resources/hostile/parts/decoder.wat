;; The format f, which decodes, without code: everything but the function f_decode.
(@include "three-rows")
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"formats\":[{\"name\":\"f\",\"description\":\"d\",\"decodes\":true}]}")
