;; Copies a large table onto itself for ever.
;; expect: call PLUGIN_TIMEOUT used up the 1,000,000 loop iterations
(module
  (@include "plugin")
  (table 65536 funcref)
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (table.copy (i32.const 0) (i32.const 1) (i32.const 65535)) (br $again)) (i32.const 0)))
