;; The rows that it rejects are nowhere.
;; expect: call PLUGIN_BAD_RESULT the rows that it rejects are not
(module
  (@include "encoder")
  (func (export "wadi_rejected") (result i32) (i32.const -8))
  (func (export "f_encode") (param $in i32) (param $out i32) (result i32)
    (call $records (local.get $out))
    (i32.const 4)))
