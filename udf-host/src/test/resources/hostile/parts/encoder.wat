;; The format f, which encodes, without code: everything but the function f_encode. Three records of
;; a letter lie where the texts do.
(@include "three-rows")
(func $records (param $output i32)
  (call $buffer (local.get $output) (i32.const 1) (i32.const 768))
  (call $buffer (local.get $output) (i32.const 2) (i32.const 800)))
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"formats\":[{\"name\":\"f\",\"description\":\"d\",\"encodes\":true}]}")
