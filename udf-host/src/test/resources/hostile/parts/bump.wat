;; Gives block after block, from the second page on.
(global $next (mut i32) (i32.const 65536))
(func (export "wadi_alloc") (param $size i32) (param $align i32) (result i32)
  (global.get $next)
  (global.set $next (i32.add (global.get $next)
    (i32.and (i32.add (local.get $size) (i32.const 63)) (i32.const -64)))))
(func (export "wadi_free") (param i32 i32 i32))
