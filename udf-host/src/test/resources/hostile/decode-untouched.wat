;; Makes nothing of the place for its rows.
;; expect: call PLUGIN_BAD_RESULT
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (nop)
    (i32.const 0)))
