;; Fails, and never says why.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (func (export "wadi_error") (result i32) (loop $again (br $again)) (i32.const 0))
  (func (export "f") (param i32 i32) (result i32)
    (i32.const 1)))
