;; Rejects the first row if it is null, though it was not asked about it.
;; fails: one by one
(module
  (@include "scalar") (@include "each")
  ;; An array of one row at 1024, its two columns at 1088 and 1152 with the same buffers: 0 and 4 are
  ;; the row's number, and where the message begins and ends.
  (data (i32.const 1024) "\01\00\00\00\00\00\00\00")
  (data (i32.const 1056) "\02\00\00\00\00\00\00\00\00\00\00\00\00\05\00\00")
  (data (i32.const 1280) "\40\04\00\00\80\04\00\00")
  (data (i32.const 1128) "\10\05\00\00")
  (data (i32.const 1192) "\10\05\00\00")
  (data (i32.const 1296) "\00\00\00\00\20\05\00\00\28\05\00\00")
  (data (i32.const 1312) "\00\00\00\00\04\00\00\00null")
  (func (export "wadi_rejected") (result i32) (i32.const 1024))
  (func (export "f") (param $in i32) (param $out i32) (result i32)
    (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const 1))
    (if (result i32) (i32.and (i32.ne (call $rows (local.get $in)) (i32.const 0))
        (i32.eqz (call $valid (local.get $out) (i32.const 0))))
      (then (i32.const 4))
      (else (i32.const 0)))))
