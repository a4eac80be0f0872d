;; Asks for another page in each batch, though it makes nothing of it.
;; fails: asked again
(module
  (@include "asking")
  (func (export "f_request") (param $in i32) (param $out i32) (result i32)
    (i32.store8 (i32.const 286)
      (i32.add (i32.const 48) (i32.rem_u (call $rows (local.get $in)) (i32.const 10))))
    (call $request (local.get $in) (local.get $out)))
  (func (export "f_response") (param $in i32) (param $out i32) (result i32)
    (local $i i32)
    (block $done (loop $next_row
      (br_if $done (i32.ge_s (local.get $i) (call $rows (local.get $in))))
      (i64.store (call $value (local.get $out) (local.get $i)) (i64.const 7))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next_row)))
    (i32.const 0)))
