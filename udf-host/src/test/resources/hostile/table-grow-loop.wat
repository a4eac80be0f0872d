;; Grows a table by one for ever.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (table 0 funcref)
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (drop (table.grow (ref.null func) (i32.const 1))) (br $again)) (i32.const 0)))
