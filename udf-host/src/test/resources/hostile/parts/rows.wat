;; f(x BIGINT) TABLE (y BIGINT, t TEXT), without code: everything but the function f. At 256 lie row
;; numbers 0, 1, 2, at 512 the values 10, 11, 12, at 768 the offsets of the texts "a", "b", "c" at 800.
(@include "memory") (@include "allocator")
(data (i32.const 256) "\00\00\00\00\01\00\00\00\02\00\00\00")
(data (i32.const 512) "\0a\00\00\00\00\00\00\00\0b\00\00\00\00\00\00\00\0c\00\00\00\00\00\00\00")
(data (i32.const 768) "\00\00\00\00\01\00\00\00\02\00\00\00\03\00\00\00")
(data (i32.const 800) "abc")
(func $column (param $output i32) (param $i i32) (result i32)
  (i32.load (i32.add (i32.load offset=44 (local.get $output)) (i32.mul (local.get $i) (i32.const 4)))))
(func $buffer (param $column i32) (param $i i32) (param $address i32)
  (i32.store (i32.add (i32.load offset=40 (local.get $column)) (i32.mul (local.get $i) (i32.const 4)))
    (local.get $address)))
(func $rows (param $output i32) (param $rows i64)
  (i64.store (local.get $output) (local.get $rows))
  (i64.store (call $column (local.get $output) (i32.const 0)) (local.get $rows))
  (i64.store (call $column (local.get $output) (i32.const 1)) (local.get $rows))
  (i64.store (call $column (local.get $output) (i32.const 2)) (local.get $rows))
  (call $buffer (call $column (local.get $output) (i32.const 0)) (i32.const 1) (i32.const 256))
  (call $buffer (call $column (local.get $output) (i32.const 1)) (i32.const 1) (i32.const 512))
  (call $buffer (call $column (local.get $output) (i32.const 2)) (i32.const 1) (i32.const 768))
  (call $buffer (call $column (local.get $output) (i32.const 2)) (i32.const 2) (i32.const 800)))
(@custom "wadi.plugin.v1"
  "{\"abi\":1,\"name\":\"hostile\",\"version\":\"1\",\"functions\":[{\"name\":\"f\",\"kind\":\"table\","
  "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"columns\":[{\"name\":\"y\",\"type\":\"l\",\"nullable\":false},"
  "{\"name\":\"t\",\"type\":\"u\",\"nullable\":false}]}]}")
