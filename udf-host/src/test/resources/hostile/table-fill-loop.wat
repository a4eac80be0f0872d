;; Fills a large table for ever.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (table 65536 funcref)
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (table.fill (i32.const 0) (ref.null func) (i32.const 65536)) (br $again)) (i32.const 0)))
