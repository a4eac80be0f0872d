;; The honest one.
;; fails: nothing
(module
  (@include "source") (@include "source-described")
  (export "src_open" (func $open)) (export "src_poll" (func $poll)) (export "src_position" (func $position)))
