// The functions that every SDK has in its tests, and that give the same in each: in C.
#include "wadi.h"

WADI_PLUGIN("same", "1.0.0")

// Between a and b.
WADI_SCALAR_3(f64, blend, f64, a, f64, b, f64, share) { return a + (b - a) * share; }

// Its characters with a dot in between.
WADI_SCALAR_1(text, dotted, text, text) {
  static wadi_buffer dotted;
  dotted.length = 0;
  for (int32_t i = 0; i < text.length; i++) {
    _Bool begins = (text.data[i] & 0xC0) != 0x80;
    if (begins && i > 0) wadi_append(&dotted, ".", 1);
    wadi_append(&dotted, text.data + i, 1);
  }
  return (wadi_text){dotted.data, (int32_t)dotted.length};
}

// The first one that is not null. The macros have no arguments that may be null, so that this is
// what ABI.md says.
WADI_DESCRIBE("{" WADI_QUOTED("functions") ":[{" WADI_FIELD("name", "either") ","
              WADI_FIELD("kind", "scalar") "," WADI_QUOTED("args") ":[" WADI_ARG(i64, a) ","
              WADI_ARG(i64, b) "]," WADI_QUOTED("returns") ":{" WADI_TYPE(i64) "},"
              WADI_FIELD("nulls", "called") "}]}")

static _Bool is_valid(const wadi_array *column, int32_t row) {
  return column->buffers[0] == NULL || wadi_bit(column->buffers[0], row);
}

WADI_EXPORT("either") int32_t either(const wadi_array *in, wadi_array *out) {
  for (int32_t row = 0; row < (int32_t)out->length; row++) {
    const wadi_array *chosen = in->children[is_valid(in->children[0], row) ? 0 : 1];
    if (is_valid(chosen, row)) {
      wadi_write_i64(out, row, wadi_read_i64(chosen, row));
    } else {
      wadi_set_bit(out->buffers[0], row, 0);
    }
  }
  return 0;
}

WADI_SCALAR_2(i64, quotient, i64, a, i64, b) {
  if (b == 0) return WADI_FAIL(i64, "b is 0");
  return b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b;
}

// The sums of the first, the first two, and so on.
WADI_SCALAR_1(list_i64, sums, list_i64, xs) {
  int64_t *sums = (int64_t *)wadi_take((int64_t)xs.length * 8);
  uint64_t sum = 0;
  for (int32_t i = 0; i < xs.length; i++) sums[i] = (int64_t)(sum += (uint64_t)xs.items[i]);
  return (wadi_list_i64){sums, xs.length};
}
