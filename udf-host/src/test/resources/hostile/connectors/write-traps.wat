;; Crashes.
;; expect: call PLUGIN_TRAPPED table 't', writer 1: connector 'snk' of plugin 'hostile' trapped: in 'snk_write'
(module
  (@include "sink") (@include "sink-open")
  (func (export "snk_write") (param i32 i32) (result i32)
    (unreachable)))
