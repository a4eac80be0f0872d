;; Divides the least integer by -1.
;; expect: call PLUGIN_TRAPPED integer overflow
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))) (i32.const 0)))
