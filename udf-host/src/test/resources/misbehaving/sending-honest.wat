;; The honest one.
;; fails: nothing
(module
  (@include "sending")
  (export "snk_open" (func $nothing)) (export "snk_write" (func $write)))
