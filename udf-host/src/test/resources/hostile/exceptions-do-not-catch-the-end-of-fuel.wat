;; Catches all exceptions and goes on; the end of its fuel is not one.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (tag $e)
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (@code "\02\40" "\1f\40\01\02\00") (loop $again (br $again)) (@code "\0b" "\0b") (br $again)) (i32.const 0)))
