;; Asks for four gibibytes.
;; expect: call PLUGIN_MEMORY_LIMIT 67,108,864 bytes of memory
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (if (i32.eq (memory.grow (i32.const 65535)) (i32.const -1)) (then unreachable)) (i32.const 0)))
