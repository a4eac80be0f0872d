;; Loops with br_table.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (br_table $again $again (i32.const 0))) (i32.const 0)))
