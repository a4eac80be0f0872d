;; A function that leaves the result as it came.
(func (export "f") (param i32 i32) (result i32) (i32.const 0))
