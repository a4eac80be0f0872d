;; Reads beyond its data segment.
;; expect: call PLUGIN_TRAPPED out of bounds data segment
(module
  (@include "plugin")
  (data $d "abc")
  (func (export "f") (param i32 i32) (result i32)
    (memory.init $d (i32.const 0) (i32.const 2) (i32.const 2)) (i32.const 0)))
