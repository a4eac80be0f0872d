;; Fails, and the message that it points to is not there.
;; expect: call PLUGIN_TRAPPED out of bounds memory access
(module
  (@include "plugin")
  (data (i32.const 256) "\01\00\00\00\00\00\00\00\ff\ff\ff\ff\ff\ff\ff\ff")
  (func (export "wadi_error") (result i32) (i32.const 256))
  (func (export "f") (param i32 i32) (result i32)
    (i32.const 1)))
