;; Grows sixteen tables by one for ever, with fuel for it.
;; expect: call PLUGIN_TIMEOUT ran longer than the 100 ms
;; limits: fuel 1_000_000_000_000 millis 100
(module
  (@include "plugin")
  (@repeat 16 (table 0 funcref))
  (func (export "f") (param i32 i32) (result i32)
    (loop $again
      (drop (table.grow 0 (ref.null func) (i32.const 1)))
      (drop (table.grow 1 (ref.null func) (i32.const 1)))
      (drop (table.grow 2 (ref.null func) (i32.const 1)))
      (drop (table.grow 3 (ref.null func) (i32.const 1)))
      (drop (table.grow 4 (ref.null func) (i32.const 1)))
      (drop (table.grow 5 (ref.null func) (i32.const 1)))
      (drop (table.grow 6 (ref.null func) (i32.const 1)))
      (drop (table.grow 7 (ref.null func) (i32.const 1)))
      (drop (table.grow 8 (ref.null func) (i32.const 1)))
      (drop (table.grow 9 (ref.null func) (i32.const 1)))
      (drop (table.grow 10 (ref.null func) (i32.const 1)))
      (drop (table.grow 11 (ref.null func) (i32.const 1)))
      (drop (table.grow 12 (ref.null func) (i32.const 1)))
      (drop (table.grow 13 (ref.null func) (i32.const 1)))
      (drop (table.grow 14 (ref.null func) (i32.const 1)))
      (drop (table.grow 15 (ref.null func) (i32.const 1)))
      (br $again))
    (i32.const 0)))
