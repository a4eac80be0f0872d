;; Grows by a page until it is refused, and then traps.
;; expect: call PLUGIN_MEMORY_LIMIT 67,108,864 bytes of memory
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (br_if $again (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable))
