;; Fails with a message of a megabyte, of which the host takes the start.
;; expect: call FUNCTION_ERROR xxxxxxxx
(module
  (@include "plugin")
  (data (i32.const 256) "\01\00\00\00\00\00\00\00\00\00\02\00\00\00\0e\00")
  (data (i32.const 131072) (@repeat 900000 "x"))
  (func (export "wadi_error") (result i32) (i32.const 256))
  (func (export "f") (param i32 i32) (result i32)
    (i32.const 1)))
