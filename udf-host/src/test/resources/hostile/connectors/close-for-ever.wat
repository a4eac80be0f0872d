;; Does not want to go.
;; expect: works
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_close") (param i32 i32) (result i32) (loop (br 0)) (unreachable)))
