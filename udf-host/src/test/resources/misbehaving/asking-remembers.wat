;; Adds whether it has asked itself.
;; fails: another instance
(module
  (@include "asking")
  (global $asked (mut i64) (i64.const 0))
  (func (export "f_request") (param $in i32) (param $out i32) (result i32)
    (global.set $asked (i64.const 1))
    (call $request (local.get $in) (local.get $out)))
  (func (export "f_response") (param $in i32) (param $out i32) (result i32)
    (call $answer (local.get $in) (local.get $out) (global.get $asked))
    (i32.const 0)))
