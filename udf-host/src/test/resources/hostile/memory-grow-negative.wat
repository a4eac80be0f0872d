;; Grows by 4,294,967,295 pages; the refusal is no error.
;; expect: works
(module
  (@include "plugin")
  (func (export "f") (param i32 i32) (result i32)
    (drop (memory.grow (i32.const -1))) (i32.const 0)))
