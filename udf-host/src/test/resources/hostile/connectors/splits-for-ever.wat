;; Does not come to an end of it.
;; expect: open PLUGIN_TIMEOUT in 'src_splits'
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_splits") (param i32 i32) (result i32)
    (loop (br 0)) (unreachable)))
