;; Copies a megabyte again and again.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (memory.copy (i32.const 0) (i32.const 8) (i32.const 1048560)) (br $again)) (i32.const 0)))
