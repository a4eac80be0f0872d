;; Never gets in.
;; expect: open PLUGIN_TIMEOUT in 'src_open'
(module
  (@include "source") (@include "source-poll") (@include "source-position")
  (func (export "src_open") (param i32 i32) (result i32)
    (loop (br 0)) (unreachable)))
