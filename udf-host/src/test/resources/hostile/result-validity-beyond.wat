;; The validity lies at the very end of the address space.
;; expect: call PLUGIN_BAD_RESULT its validity are an out of bounds
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (i32.store offset=0 (i32.load offset=40 (local.get 1)) (i32.const 0xFFFFFFFF))
    (i32.const 0)))
