;; Writes bytes that may be line feeds, but says that its records are lines.
;; fails: one line
(module
  (@include "format")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"formats\":[{\"name\":\"fm\",\"description\":\"d\",\"encodes\":true}]}")
  (export "fm_open" (func $open))
  (export "fm_encode" (func $encode)))
