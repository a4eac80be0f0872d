;; Copies 4,294,967,295 bytes.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (memory.copy (i32.const 0) (i32.const 8) (i32.const -1)) (i32.const 0)))
