;; Makes an integer of a number that is too large.
;; expect: call PLUGIN_TRAPPED integer overflow
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (drop (i32.trunc_f64_s (f64.const 1e300))) (i32.const 0)))
