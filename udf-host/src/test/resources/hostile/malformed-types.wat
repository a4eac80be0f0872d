;; Adds an integer to a number.
;; expect: upload PLUGIN_INVALID malformed
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (i32.add (f64.const 1) (i32.const 0))))
