;; The honest one.
;; fails: nothing
(module
  (@include "format") (@include "format-described")
  (export "fm_encode" (func $encode)) (export "fm_decode" (func $decode)))
