;; A code that is for polls.
;; expect: call PLUGIN_BAD_RESULT it returned the unknown code 3
(module
  (@include "source") (@include "source-open") (@include "source-poll")
  (func (export "src_position") (param i32 i32) (result i32)
    (i32.const 3)))
