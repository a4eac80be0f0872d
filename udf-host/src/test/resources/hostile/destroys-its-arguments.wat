;; Overwrites the whole block that the host lent it.
;; expect: call PLUGIN_BAD_RESULT -1 values at offset -1
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (memory.fill (i32.const 65536) (i32.const 255) (i32.const 65536)) (i32.const 0)))
