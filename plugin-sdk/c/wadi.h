// Write functions for Wadi, the streaming SQL engine, in C. Include this in one C file:
//
//   #include "wadi.h"
//
//   WADI_PLUGIN("units", "1.0.0")
//
//   WADI_SCALAR_1(f64, kilometres, f64, miles) {
//     return miles * 1.609344;
//   }
//
// That is a whole plugin. WADI_SCALAR_n takes the result's type, the function's name, and the type
// and name of each of n arguments (1 to 6); the function's body follows. The function is not asked
// about rows in which an argument is null. It returns null with `return WADI_NULL(type);` and fails
// with `return WADI_FAIL(type, "why");`.
//
// Types: boolean i8 u8 i16 u16 i32 u32 i64 u64 f32 f64 text bytes date time timestamp
// timestamp_utc timestamp_nanos duration months. `text` and `bytes` are structs of `data` and
// `length`; what a function returns is copied before it is called again, so it may point into an
// argument, or to memory of its own.
//
// What happens between host and guest is in ABI.md, one folder up.
#ifndef WADI_H
#define WADI_H

#include <stddef.h>
#include <stdint.h>
#ifdef __wasi__
#include <string.h>
#endif

#define WADI_EXPORT(name) __attribute__((export_name(name), used))

// ---- Types -------------------------------------------------------------------------------------

typedef struct {
  const char *data;
  int32_t length;
} wadi_text;

typedef wadi_text wadi_bytes;
typedef _Bool wadi_boolean;
typedef int8_t wadi_i8;
typedef uint8_t wadi_u8;
typedef int16_t wadi_i16;
typedef uint16_t wadi_u16;
typedef int32_t wadi_i32;
typedef uint32_t wadi_u32;
typedef int64_t wadi_i64;
typedef uint64_t wadi_u64;
typedef float wadi_f32;
typedef double wadi_f64;
typedef int32_t wadi_date;            // days since 1970-01-01
typedef int64_t wadi_time;            // microseconds since midnight
typedef int64_t wadi_timestamp;       // microseconds since 1970-01-01, without time zone
typedef int64_t wadi_timestamp_utc;   // microseconds since 1970-01-01 UTC
typedef int64_t wadi_timestamp_nanos; // nanoseconds since 1970-01-01, without time zone
typedef int64_t wadi_duration;        // microseconds
typedef int32_t wadi_months;

#define WADI_FORMAT_boolean "b"
#define WADI_FORMAT_i8 "c"
#define WADI_FORMAT_u8 "C"
#define WADI_FORMAT_i16 "s"
#define WADI_FORMAT_u16 "S"
#define WADI_FORMAT_i32 "i"
#define WADI_FORMAT_u32 "I"
#define WADI_FORMAT_i64 "l"
#define WADI_FORMAT_u64 "L"
#define WADI_FORMAT_f32 "f"
#define WADI_FORMAT_f64 "g"
#define WADI_FORMAT_text "u"
#define WADI_FORMAT_bytes "z"
#define WADI_FORMAT_date "tdD"
#define WADI_FORMAT_time "ttu"
#define WADI_FORMAT_timestamp "tsu:"
#define WADI_FORMAT_timestamp_utc "tsu:UTC"
#define WADI_FORMAT_timestamp_nanos "tsn:"
#define WADI_FORMAT_duration "tDu"
#define WADI_FORMAT_months "tiM"

// The C struct of the Arrow C Data Interface.
typedef struct wadi_array {
  int64_t length, null_count, offset, n_buffers, n_children;
  uint8_t **buffers;
  struct wadi_array **children;
  struct wadi_array *dictionary;
  void *release;
  void *private_data;
} wadi_array;

// ---- Memory ------------------------------------------------------------------------------------

#ifdef __wasi__ // there is a C library

#include <stdlib.h>

WADI_EXPORT("wadi_alloc") void *wadi_alloc(size_t size, size_t align) {
  return size == 0 ? NULL : aligned_alloc(align, (size + align - 1) & -align);
}

WADI_EXPORT("wadi_free") void wadi_free(void *pointer, size_t size, size_t align) {
  (void)size;
  (void)align;
  free(pointer);
}

#else

// Memory is handed out upwards from the end of the program's own; only the newest block can be
// given back. That suits the host, which asks for ever larger blocks.
extern unsigned char __heap_base;
static uintptr_t wadi_heap_end;

WADI_EXPORT("wadi_alloc") void *wadi_alloc(size_t size, size_t align) {
  if (wadi_heap_end == 0) wadi_heap_end = (uintptr_t)&__heap_base;
  uintptr_t start = (wadi_heap_end + align - 1) & -align;
  uintptr_t end = start + size;
  if (size == 0 || end < start) return NULL;
  uintptr_t have = (uintptr_t)__builtin_wasm_memory_size(0) << 16;
  if (end > have && __builtin_wasm_memory_grow(0, (end - have + 0xFFFF) >> 16) == (size_t)-1) {
    return NULL;
  }
  wadi_heap_end = end;
  return (void *)start;
}

WADI_EXPORT("wadi_free") void wadi_free(void *pointer, size_t size, size_t align) {
  (void)align;
  if ((uintptr_t)pointer + size == wadi_heap_end) wadi_heap_end = (uintptr_t)pointer;
}

// The compiler calls these for copies of structs and loops that look like them.
__attribute__((weak, no_builtin)) void *memcpy(void *to, const void *from, size_t size) {
  for (size_t i = 0; i < size; i++) ((char *)to)[i] = ((const char *)from)[i];
  return to;
}

__attribute__((weak, no_builtin)) void *memset(void *to, int value, size_t size) {
  for (size_t i = 0; i < size; i++) ((char *)to)[i] = (char)value;
  return to;
}

#endif

// ---- Errors and nulls --------------------------------------------------------------------------

static enum { WADI_IS_VALUE, WADI_IS_NULL, WADI_IS_ERROR } wadi_outcome;

static struct {
  int32_t code, row;
  const char *message;
  size_t length;
} wadi_report = {0, -1, NULL, 0};

WADI_EXPORT("wadi_error") void *wadi_error(void) { return &wadi_report; }

static inline void wadi_fail(const char *message) {
  wadi_outcome = WADI_IS_ERROR;
  wadi_report.message = message;
  wadi_report.length = 0;
  while (message[wadi_report.length] != 0) wadi_report.length++;
}

// Give a null, or an error, in place of a value of the type.
#define WADI_NULL(type) (wadi_outcome = WADI_IS_NULL, (wadi_##type){0})
#define WADI_FAIL(type, message) (wadi_fail(message), (wadi_##type){0})

// ---- Reading and writing values ----------------------------------------------------------------

static inline _Bool wadi_bit(const uint8_t *bits, int32_t row) {
  return bits[row >> 3] >> (row & 7) & 1;
}

static inline void wadi_set_bit(uint8_t *bits, int32_t row, _Bool value) {
  uint8_t mask = (uint8_t)(1 << (row & 7));
  bits[row >> 3] = (uint8_t)(value ? bits[row >> 3] | mask : bits[row >> 3] & ~mask);
}

static struct {
  char *data;
  int32_t length, capacity;
} wadi_result_bytes;

static inline _Bool wadi_append(wadi_text value) {
  int64_t length = (int64_t)wadi_result_bytes.length + value.length;
  if (length > wadi_result_bytes.capacity) {
    int64_t capacity = length * 2 + 1024;
    char *data = capacity > INT32_MAX ? NULL : (char *)wadi_alloc((size_t)capacity, 8);
    if (data == NULL) {
      wadi_fail("the results of a batch do not fit into memory");
      return 0;
    }
    memcpy(data, wadi_result_bytes.data, (size_t)wadi_result_bytes.length);
    wadi_result_bytes.data = data;
    wadi_result_bytes.capacity = (int32_t)capacity;
  }
  memcpy(wadi_result_bytes.data + wadi_result_bytes.length, value.data, (size_t)value.length);
  wadi_result_bytes.length = (int32_t)length;
  return 1;
}

#define WADI_FIXED(type)                                                                         \
  static inline wadi_##type wadi_read_##type(const wadi_array *array, int32_t row) {             \
    return ((const wadi_##type *)array->buffers[1])[row];                                        \
  }                                                                                              \
  static inline void wadi_begin_##type(wadi_array *out) { (void)out; }                           \
  static inline void wadi_write_##type(wadi_array *out, int32_t row, wadi_##type value) {        \
    ((wadi_##type *)out->buffers[1])[row] = value;                                               \
  }                                                                                              \
  static inline void wadi_end_##type(wadi_array *out) { (void)out; }

#define WADI_VARIABLE(type)                                                                      \
  static inline wadi_##type wadi_read_##type(const wadi_array *array, int32_t row) {             \
    const int32_t *offsets = (const int32_t *)array->buffers[1];                                 \
    const char *data = (const char *)array->buffers[2];                                          \
    return (wadi_##type){data + offsets[row], offsets[row + 1] - offsets[row]};                  \
  }                                                                                              \
  static inline void wadi_begin_##type(wadi_array *out) {                                        \
    wadi_result_bytes.length = 0;                                                                \
    ((int32_t *)out->buffers[1])[0] = 0;                                                         \
  }                                                                                              \
  static inline void wadi_write_##type(wadi_array *out, int32_t row, wadi_##type value) {        \
    if (value.length > 0) wadi_append(value);                                                    \
    ((int32_t *)out->buffers[1])[row + 1] = wadi_result_bytes.length;                            \
  }                                                                                              \
  static inline void wadi_end_##type(wadi_array *out) {                                          \
    out->buffers[2] = (uint8_t *)wadi_result_bytes.data;                                         \
  }

// Not every plugin uses every type.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-function"
WADI_FIXED(i8)
WADI_FIXED(u8)
WADI_FIXED(i16)
WADI_FIXED(u16)
WADI_FIXED(i32)
WADI_FIXED(u32)
WADI_FIXED(i64)
WADI_FIXED(u64)
WADI_FIXED(f32)
WADI_FIXED(f64)
WADI_FIXED(date)
WADI_FIXED(time)
WADI_FIXED(timestamp)
WADI_FIXED(timestamp_utc)
WADI_FIXED(timestamp_nanos)
WADI_FIXED(duration)
WADI_FIXED(months)
WADI_VARIABLE(text)
WADI_VARIABLE(bytes)

static inline wadi_boolean wadi_read_boolean(const wadi_array *array, int32_t row) {
  return wadi_bit(array->buffers[1], row);
}
static inline void wadi_begin_boolean(wadi_array *out) { (void)out; }
static inline void wadi_write_boolean(wadi_array *out, int32_t row, wadi_boolean value) {
  wadi_set_bit(out->buffers[1], row, value);
}
static inline void wadi_end_boolean(wadi_array *out) { (void)out; }
#pragma clang diagnostic pop

// ---- Description -------------------------------------------------------------------------------

// Text goes through the assembler, because only that can write custom sections: a quote needs two
// levels of escaping.
#define WADI_QUOTED(text) "\\\"" text "\\\""
#define WADI_FIELD(name, text) WADI_QUOTED(name) ":" WADI_QUOTED(text)
#define WADI_DESCRIBE(json)                                                                      \
  __asm__(".section .custom_section.wadi.plugin.v1,\"\",@\n.ascii \"" json "\\n\"\n.text\n");

#define WADI_PLUGIN(name, version)                                                               \
  WADI_DESCRIBE("{" WADI_QUOTED("abi") ":1," WADI_FIELD("name", name) ","                        \
                WADI_FIELD("version", version) "," WADI_FIELD("sdk", "c 0.1.0") "}")

#define WADI_ARG(type, arg)                                                                      \
  "{" WADI_FIELD("name", #arg) "," WADI_FIELD("type", WADI_FORMAT_##type) "}"

#define WADI_DESCRIBE_SCALAR(result, function, arguments)                                        \
  WADI_DESCRIBE("{" WADI_QUOTED("functions") ":[{" WADI_FIELD("name", #function) ","             \
                WADI_FIELD("export", "wadi_scalar_" #function) ","                               \
                WADI_FIELD("kind", "scalar") "," WADI_QUOTED("args") ":[" arguments "],"         \
                WADI_QUOTED("returns") ":{" WADI_FIELD("type", WADI_FORMAT_##result) "},"        \
                WADI_FIELD("nulls", "strict") "," WADI_FIELD("volatility", "immutable") "}]}")

// ---- Functions ---------------------------------------------------------------------------------

#define WADI_READ(type, column) wadi_read_##type(in->children[column], row)

#define WADI_SCALAR(result, function, arguments, declaration, values)                            \
  static inline wadi_##result function declaration;                                              \
  WADI_DESCRIBE_SCALAR(result, function, arguments)                                              \
  WADI_EXPORT("wadi_scalar_" #function)                                                          \
  int32_t wadi_scalar_##function(const wadi_array *in, wadi_array *out) {                        \
    int32_t rows = (int32_t)out->length;                                                         \
    _Bool all = out->null_count == 0;                                                            \
    wadi_begin_##result(out);                                                                    \
    for (int32_t row = 0; row < rows; row++) {                                                   \
      wadi_##result value = {0};                                                                 \
      if (all || wadi_bit(out->buffers[0], row)) {                                               \
        wadi_outcome = WADI_IS_VALUE;                                                            \
        value = function values;                                                                 \
        if (wadi_outcome == WADI_IS_NULL) wadi_set_bit(out->buffers[0], row, 0);                 \
      }                                                                                          \
      wadi_write_##result(out, row, value);                                                      \
      if (wadi_outcome == WADI_IS_ERROR) {                                                       \
        wadi_outcome = WADI_IS_VALUE;                                                            \
        wadi_report.code = 1;                                                                    \
        wadi_report.row = row;                                                                   \
        return 1;                                                                                \
      }                                                                                          \
    }                                                                                            \
    wadi_end_##result(out);                                                                      \
    return 0;                                                                                    \
  }                                                                                              \
  static inline wadi_##result function declaration

#define WADI_SCALAR_1(R, f, T1, a1)                                                              \
  WADI_SCALAR(R, f, WADI_ARG(T1, a1), (wadi_##T1 a1), (WADI_READ(T1, 0)))

#define WADI_SCALAR_2(R, f, T1, a1, T2, a2)                                                      \
  WADI_SCALAR(R, f, WADI_ARG(T1, a1) "," WADI_ARG(T2, a2), (wadi_##T1 a1, wadi_##T2 a2),         \
              (WADI_READ(T1, 0), WADI_READ(T2, 1)))

#define WADI_SCALAR_3(R, f, T1, a1, T2, a2, T3, a3)                                              \
  WADI_SCALAR(R, f, WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3),                  \
              (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3),                                        \
              (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2)))

#define WADI_SCALAR_4(R, f, T1, a1, T2, a2, T3, a3, T4, a4)                                      \
  WADI_SCALAR(                                                                                   \
      R, f,                                                                                      \
      WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3) "," WADI_ARG(T4, a4),           \
      (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3, wadi_##T4 a4),                                  \
      (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2), WADI_READ(T4, 3)))

#define WADI_SCALAR_5(R, f, T1, a1, T2, a2, T3, a3, T4, a4, T5, a5)                              \
  WADI_SCALAR(                                                                                   \
      R, f,                                                                                      \
      WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3) "," WADI_ARG(T4, a4) ","        \
          WADI_ARG(T5, a5),                                                                      \
      (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3, wadi_##T4 a4, wadi_##T5 a5),                    \
      (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2), WADI_READ(T4, 3),                   \
       WADI_READ(T5, 4)))

#define WADI_SCALAR_6(R, f, T1, a1, T2, a2, T3, a3, T4, a4, T5, a5, T6, a6)                      \
  WADI_SCALAR(                                                                                   \
      R, f,                                                                                      \
      WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3) "," WADI_ARG(T4, a4) ","        \
          WADI_ARG(T5, a5) "," WADI_ARG(T6, a6),                                                 \
      (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3, wadi_##T4 a4, wadi_##T5 a5, wadi_##T6 a6),      \
      (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2), WADI_READ(T4, 3),                   \
       WADI_READ(T5, 4), WADI_READ(T6, 5)))

#endif
