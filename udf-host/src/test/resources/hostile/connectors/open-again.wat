;; A code that is for polls.
;; expect: open PLUGIN_BAD_RESULT it returned the unknown code 2
(module
  (@include "source") (@include "source-poll") (@include "source-position")
  (func (export "src_open") (param i32 i32) (result i32)
    (i32.const 2)))
