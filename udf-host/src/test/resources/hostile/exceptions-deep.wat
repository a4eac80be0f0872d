;; Throws and catches at the bottom of 1,000 calls.
;; expect: call PLUGIN_TIMEOUT ran longer than the 100 ms
;; limits: fuel 1_000_000_000_000 millis 100
(module
  (@include "plugin")
  (tag $e)
  (func $deep (param i32)
    (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1)))))
    (loop $again
      (@code "\02\40" "\1f\40\01\02\00") (throw $e) (@code "\0b" "\0b")
      (br $again)))
  (func (export "f") (param i32 i32) (result i32)
    (call $deep (i32.const 1000)) (i32.const 0)))
