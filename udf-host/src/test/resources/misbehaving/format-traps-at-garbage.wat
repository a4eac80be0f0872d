;; Traps at a record that is not one of its own.
;; fails: decode: one by one
(module
  (@include "format") (@include "format-described")
  (export "fm_encode" (func $encode))
  (func (export "fm_decode") (param $in i32) (param $out i32) (result i32)
    (if (i32.and (i32.const 7) (call $length (call $child (local.get $in) (i32.const 0)) (i32.const 0)))
      (then (unreachable)))
    (call $decode (local.get $in) (local.get $out))))
