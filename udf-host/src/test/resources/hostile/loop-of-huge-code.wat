;; Each iteration runs a method as large as the JVM takes, which is never compiled by default.
;; expect: call PLUGIN_TIMEOUT ran longer than the 100 ms
;; limits: fuel 1_000_000_000_000 millis 100
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32) (local i32)
    (loop $again
      (@repeat 4000 (local.set 2 (i32.div_u (i32.add (local.get 2) (i32.const 3)) (i32.const 7))))
      (br $again))
    (i32.const 0)))
