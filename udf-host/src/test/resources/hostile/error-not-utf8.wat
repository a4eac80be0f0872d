;; Fails with a message that is not UTF-8 and has control characters.
;; expect: call FUNCTION_ERROR a?b
(module
  (@include "plugin")
  (data (i32.const 256) "\01\00\00\00\ff\ff\ff\7f\10\01\00\00\04\00\00\00a\1bb\ff")
  (func (export "wadi_error") (result i32) (i32.const 256))
  (func (export "f") (param i32 i32) (result i32)
    (i32.const 1)))
