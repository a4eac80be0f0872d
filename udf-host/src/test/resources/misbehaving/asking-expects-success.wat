;; Traps if what it asks for is not there.
;; fails: replies
(module
  (@include "asking")
  (export "f_request" (func $request))
  (func (export "f_response") (param $in i32) (param $out i32) (result i32)
    (if (i32.eq (call $status (local.get $in) (i32.const 0)) (i32.const 404)) (then (unreachable)))
    (call $response (local.get $in) (local.get $out))))
