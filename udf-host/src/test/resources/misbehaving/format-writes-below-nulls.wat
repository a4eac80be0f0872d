;; Writes what lies below a null.
;; fails: encode: nulls
(module
  (@include "format") (@include "format-described")
  (export "fm_decode" (func $decode))
  (func (export "fm_encode") (param $in i32) (param $out i32) (result i32)
    (global.set $blind (i32.const 1))
    (call $encode (local.get $in) (local.get $out))))
