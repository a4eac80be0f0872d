;; The honest one.
;; fails: nothing
(module
  (@include "asking")
  (export "f_request" (func $request)) (export "f_response" (func $response)))
