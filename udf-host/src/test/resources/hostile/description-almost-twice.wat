;; Two functions of the same name: of lists of integers, and of lists of texts, which is allowed.
;; expect: works
(module
  (@include "memory") (@include "allocator")
  (@custom "wadi.plugin.v1" "{\"abi\":1,\"name\":\"hostile\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}},{\"name\":\"g\",\"export\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":{\"type\":\"+l\",\"children\":[{\"type\":\"l\"}]}}],\"returns\":{\"type\":\"l\"}},{\"name\":\"g\",\"export\":\"f\",\"kind\":\"scalar\",\"args\":[{\"name\":\"x\",\"type\":{\"type\":\"+l\",\"children\":[{\"type\":\"u\"}]}}],\"returns\":{\"type\":\"l\"}}]}")
  (@include "done"))
