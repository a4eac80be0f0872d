;; Everything but the function f.
(@include "memory") (@include "allocator") (@include "numbers")
