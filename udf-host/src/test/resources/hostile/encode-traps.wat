;; Traps.
;; expect: call PLUGIN_TRAPPED unreachable
(module
  (@include "encoder")
  (func (export "f_encode") (param $in i32) (param $out i32) (result i32)
    (unreachable)
    (i32.const 0)))
