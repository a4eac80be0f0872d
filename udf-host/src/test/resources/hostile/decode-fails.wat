;; Fails, and does not say why.
;; expect: call FUNCTION_ERROR format 'f' of plugin 'hostile' failed: it gave no reason
(module
  (@include "decoder")
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (nop)
    (i32.const 1)))
