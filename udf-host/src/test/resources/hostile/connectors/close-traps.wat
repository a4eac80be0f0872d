;; Crashes on the way out, which harms nobody.
;; expect: works
(module
  (@include "source") (@include "source-open") (@include "source-poll") (@include "source-position")
  (func (export "src_close") (param i32 i32) (result i32) (unreachable)))
