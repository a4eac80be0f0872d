;; A format without the function that encodes.
;; expect: upload PLUGIN_ABI_MISMATCH does not export 'f_encode'
(module
  (@include "three-rows")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"formats\":[{\"name\":\"f\",\"description\":\"d\",\"decodes\":true,\"encodes\":true}]}")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3)) (i32.const 0)))
