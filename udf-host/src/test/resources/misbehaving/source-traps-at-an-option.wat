;; Traps at a negative number, which its description allows.
;; fails: options
(module
  (@include "source")
  (@custom "wadi.plugin.v1"
    "{\"abi\":1,\"name\":\"misbehaving\",\"sources\":[{\"name\":\"src\",\"description\":\"d\",\"bounded\":true,"
    "\"options\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"description\":\"d\",\"default\":1}}},"
    "\"columns\":[{\"name\":\"x\",\"type\":\"l\",\"nullable\":false}]}]}")
  (export "src_poll" (func $poll)) (export "src_position" (func $position))
  ;; Of {"n":-1}, the sign is the sixth byte.
  (func (export "src_open") (param $in i32) (param $schema i32) (result i32)
    (if (i32.eq (i32.const 45)
          (i32.load8_u (i32.add (i32.const 5) (call $text (call $child (local.get $in) (i32.const 0))))))
      (then (unreachable)))
    (call $open (local.get $in) (local.get $schema))))
