;; Catches all exceptions and goes on; a trap is not one.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "plugin")
  (tag $e)
  (func (export "f") (param i32 i32) (result i32)
    (@code "\02\40" "\1f\40\01\02\00") unreachable (@code "\0b" "\0b") (i32.const 0)))
