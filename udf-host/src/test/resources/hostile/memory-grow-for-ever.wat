;; Goes on growing although it is refused.
;; expect: call PLUGIN_MEMORY_LIMIT 67,108,864 bytes of memory
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (drop (memory.grow (i32.const 1))) (br $again)) (i32.const 0)))
