;; Computes the first rows: y = x + more.
(func $each (param $in i32) (param $out i32) (param $count i32) (param $more i64)
  (local $i i32)
  (block $done (loop $next
    (br_if $done (i32.ge_s (local.get $i) (local.get $count)))
    (i64.store (call $value (local.get $out) (local.get $i))
      (i64.add (local.get $more)
        (i64.load (call $value (call $child (local.get $in) (i32.const 0)) (local.get $i)))))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br $next))))
