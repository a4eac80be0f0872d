;; Calls an entry beyond the table.
;; expect: call PLUGIN_TRAPPED undefined element
(module
  (@include "plugin")
  (type $void (func)) (table 4 funcref)
  (func (export "f") (param i32 i32) (result i32)
    (call_indirect (type $void) (i32.const -1)) (i32.const 0)))
