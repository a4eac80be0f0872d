;; Does not say where it is.
;; expect: call PLUGIN_TIMEOUT in 'src_position'
(module
  (@include "source") (@include "source-open") (@include "source-poll")
  (func (export "src_position") (param i32 i32) (result i32)
    (loop (br 0)) (unreachable)))
