;; Will not.
;; expect: open SYSTEM_FAILED failed in 'src_open'
(module
  (@include "source") (@include "source-poll") (@include "source-position")
  (func (export "src_open") (param i32 i32) (result i32)
    (i32.const 1)))
