;; Fills a large table for ever, with fuel for it.
;; expect: call PLUGIN_TIMEOUT ran longer than the 100 ms
;; limits: fuel 1_000_000_000_000 millis 100
(module
  (@include "plugin")
  (table 65536 funcref)
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (@repeat 500 (table.fill (i32.const 0) (ref.null func) (i32.const 65536))) (br $again)) (i32.const 0)))
