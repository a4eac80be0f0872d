;; A format whose name is more than that.
;; expect: upload PLUGIN_INVALID expected [a-z_]
(module
  (@include "three-rows")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"formats\":[{\"name\":\"../f\",\"description\":\"d\",\"decodes\":true}]}")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3)) (i32.const 0)))
