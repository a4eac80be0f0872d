;; Loops for ever with more fuel than anyone can burn.
;; expect: call PLUGIN_TIMEOUT ran longer than the 100 ms
;; limits: fuel 1_000_000_000_000 millis 100
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (loop $again (br $again)) (i32.const 0)))
