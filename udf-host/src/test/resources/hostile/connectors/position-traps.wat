;; Crashes when it is asked where it is.
;; expect: call PLUGIN_TRAPPED in 'src_position'
(module
  (@include "source") (@include "source-open") (@include "source-poll")
  (func (export "src_position") (param i32 i32) (result i32)
    (unreachable)))
