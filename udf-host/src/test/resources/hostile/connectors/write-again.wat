;; Wants the rows once more.
;; expect: call PLUGIN_BAD_RESULT it returned the unknown code 2
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (i32.const 2)))
