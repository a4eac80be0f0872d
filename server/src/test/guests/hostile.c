// What a plugin must not do, once each, and a function that fails as it may.
#include "wadi.h"

WADI_PLUGIN("hostile", "1.0.0")

WADI_SCALAR_1(i64, crash, i64, x) {
  if (x >= 0) __builtin_trap();
  return x;
}

WADI_SCALAR_1(i64, loop, i64, x) {
  while (1) {
  }
  return x;
}

WADI_SCALAR_1(i64, hoard, i64, x) {
  if (__builtin_wasm_memory_grow(0, 60000) == (size_t)-1) __builtin_trap();
  return x;
}

WADI_SCALAR_1(text, lie, i64, x) {
  static char no_utf8[] = {'\xFF'};
  (void)x;
  return (wadi_text){no_utf8, 1};
}

WADI_SCALAR_1(i64, refuse, i64, x) {
  (void)x;
  return WADI_FAIL(i64, "it takes nothing at all");
}
