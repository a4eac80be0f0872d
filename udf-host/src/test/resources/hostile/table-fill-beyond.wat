;; Fills beyond the end of a table, across 2^31.
;; expect: call PLUGIN_TRAPPED table
(module
  (@include "plugin")
  (table 4 funcref)
  (func (export "f") (param i32 i32) (result i32)
    (table.fill (i32.const 0x7FFFFFFF) (ref.null func) (i32.const 2)) (i32.const 0)))
