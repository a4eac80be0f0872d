;; A poll that does not return.
;; expect: call PLUGIN_TIMEOUT in 'src_poll'
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (loop (br 0)) (unreachable)))
