;; A format whose function takes what it likes.
;; expect: upload PLUGIN_ABI_MISMATCH the export 'f_decode' has the type
(module
  (@include "three-rows")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"formats\":[{\"name\":\"f\",\"description\":\"d\",\"decodes\":true}]}")
  (func (export "f_decode") (param i64) (result i32) (i32.const 0)))
