;; A code that says nothing.
;; expect: call PLUGIN_BAD_RESULT it returned the unknown code 7
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (i32.const 7)))
