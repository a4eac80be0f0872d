;; A tail call of itself, for ever.
;; expect: call PLUGIN_TRAPPED call stack exhausted
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (call $deep) (i32.const 0))
  (func $deep (return_call $deep)))
