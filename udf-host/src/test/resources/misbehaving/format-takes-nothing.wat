;; Refuses every table.
;; needs: columns
(module
  (@include "format")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"formats\":[{\"name\":\"fm\",\"description\":\"d\",\"decodes\":true}]}")
  (func (export "fm_open") (param i32 i32) (result i32) (i32.const 1))
  (export "fm_decode" (func $decode)))
