;; Four billion locals in a few bytes.
;; expect: upload PLUGIN_TOO_LARGE 4,294,967,295 locals
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32) (i32.const 0))
  (@section 10 "\03" "\04\00\41\00\0b" "\02\00\0b" "\08\01\ff\ff\ff\ff\0f\7f\0b"))
