;; Each iteration runs 10,000 instructions, so that little fuel is much time.
;; expect: call PLUGIN_TIMEOUT ran longer than the 100 ms
;; limits: fuel 1_000_000_000_000 millis 100
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32) (local i32)
    (loop $again
      (@repeat 2500 (local.set 2 (i32.div_u (local.get 2) (i32.const 7))))
      (br $again))
    (i32.const 0)))
