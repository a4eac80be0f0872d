;; Keeps all rules.
;; fails: nothing
(module
  (@include "sum")
  (export "f_update" (func $update)) (export "f_merge" (func $merge)) (export "f_result" (func $result)))
