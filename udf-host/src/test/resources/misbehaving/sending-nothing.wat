;; Writes nothing anywhere.
;; needs: write
(module
  (@include "sending")
  (export "snk_open" (func $nothing)) (export "snk_write" (func $nothing)))
