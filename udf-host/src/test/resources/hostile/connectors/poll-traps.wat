;; Crashes.
;; expect: call PLUGIN_TRAPPED table 't', split '0': connector 'src' of plugin 'hostile' trapped: in 'src_poll'
(module
  (@include "source") (@include "source-open") (@include "source-position")
  (func (export "src_poll") (param i32 i32) (result i32)
    (unreachable)))
