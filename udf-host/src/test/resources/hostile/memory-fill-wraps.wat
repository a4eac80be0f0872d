;; Fills across the end of the address space.
;; expect: call PLUGIN_TRAPPED out of bounds memory access
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (memory.fill (i32.const 0xFFFFFFF0) (i32.const 1) (i32.const 32)) (i32.const 0)))
