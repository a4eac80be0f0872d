;; Rejects a record that there is not.
;; expect: call PLUGIN_BAD_RESULT row 3 after row -1, of 3
(module
  (@include "decoder")
  (data (i32.const 1024) "\01\00\00\00\00\00\00\00")
  (data (i32.const 1056) "\02\00\00\00\00\00\00\00\00\00\00\00\80\04\00\00")
  (data (i32.const 1152) "\c0\04\00\00\00\05\00\00")
  (data (i32.const 1256) "\40\05\00\00")
  (data (i32.const 1320) "\50\05\00\00")
  (data (i32.const 1344) "\00\00\00\00\60\05\00\00\00\00\00\00")
  (data (i32.const 1360) "\00\00\00\00\70\05\00\00\20\03\00\00")
  (data (i32.const 1376) "\03\00\00\00")
  (data (i32.const 1392) "\00\00\00\00\01\00\00\00")
  (func (export "wadi_rejected") (result i32) (i32.const 1024))
  (func (export "f_decode") (param $in i32) (param $out i32) (result i32)
    (call $rows (local.get $out) (i64.const 3))
    (i32.const 4)))
