;; Says that it failed, and no more.
;; expect: call SYSTEM_FAILED table 't', split '0': connector 'src' of plugin 'hostile' failed in 'src_poll': it gave no reason
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (i32.const 1)))
