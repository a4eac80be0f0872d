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
// about rows in which an argument is null. It returns null with `return WADI_NULL(type);` and rejects
// the row with `return WADI_FAIL(type, "why");`, which fails the query, unless that does without
// such rows.
//
// Types: boolean i8 u8 i16 u16 i32 u32 i64 u64 f32 f64 text bytes json date time timestamp
// timestamp_utc timestamp_nanos duration months. `text`, `bytes` and `json` are structs of `data`
// and `length`; what a function returns is copied before it is called again, so it may point into
// an argument, or to memory of its own.
//
// Arrays: list_ and one of these types, structs of `items` and `length`. Their items are never
// null: the function is not asked about an array with nulls. Structs, maps, and arrays of arrays
// are for functions that read and write the columns themselves, see ABI.md.
//
// WADI_SCALAR_VARIADIC(result, function, type, name) takes any number of arguments of a type, which
// come as an array.
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
typedef wadi_text wadi_json;
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

// A type in the description.
#define WADI_TYPE(type) WADI_QUOTED("type") ":" WADI_TYPE_##type
#define WADI_TYPE_boolean WADI_QUOTED("b")
#define WADI_TYPE_i8 WADI_QUOTED("c")
#define WADI_TYPE_u8 WADI_QUOTED("C")
#define WADI_TYPE_i16 WADI_QUOTED("s")
#define WADI_TYPE_u16 WADI_QUOTED("S")
#define WADI_TYPE_i32 WADI_QUOTED("i")
#define WADI_TYPE_u32 WADI_QUOTED("I")
#define WADI_TYPE_i64 WADI_QUOTED("l")
#define WADI_TYPE_u64 WADI_QUOTED("L")
#define WADI_TYPE_f32 WADI_QUOTED("f")
#define WADI_TYPE_f64 WADI_QUOTED("g")
#define WADI_TYPE_text WADI_QUOTED("u")
#define WADI_TYPE_bytes WADI_QUOTED("z")
#define WADI_TYPE_date WADI_QUOTED("tdD")
#define WADI_TYPE_time WADI_QUOTED("ttu")
#define WADI_TYPE_timestamp WADI_QUOTED("tsu:")
#define WADI_TYPE_timestamp_utc WADI_QUOTED("tsu:UTC")
#define WADI_TYPE_timestamp_nanos WADI_QUOTED("tsn:")
#define WADI_TYPE_duration WADI_QUOTED("tDu")
#define WADI_TYPE_months WADI_QUOTED("tiM")
#define WADI_TYPE_json WADI_QUOTED("u") "," WADI_QUOTED("json") ":true"

#define WADI_LIST_OF(type)                                                                       \
  "{" WADI_FIELD("type", "+l") "," WADI_QUOTED("children") ":[{" WADI_QUOTED("type") ":"         \
      WADI_TYPE_##type "," WADI_QUOTED("nullable") ":false}]}"
#define WADI_TYPE_list_boolean WADI_LIST_OF(boolean)
#define WADI_TYPE_list_i8 WADI_LIST_OF(i8)
#define WADI_TYPE_list_u8 WADI_LIST_OF(u8)
#define WADI_TYPE_list_i16 WADI_LIST_OF(i16)
#define WADI_TYPE_list_u16 WADI_LIST_OF(u16)
#define WADI_TYPE_list_i32 WADI_LIST_OF(i32)
#define WADI_TYPE_list_u32 WADI_LIST_OF(u32)
#define WADI_TYPE_list_i64 WADI_LIST_OF(i64)
#define WADI_TYPE_list_u64 WADI_LIST_OF(u64)
#define WADI_TYPE_list_f32 WADI_LIST_OF(f32)
#define WADI_TYPE_list_f64 WADI_LIST_OF(f64)
#define WADI_TYPE_list_text WADI_LIST_OF(text)
#define WADI_TYPE_list_bytes WADI_LIST_OF(bytes)
#define WADI_TYPE_list_json WADI_LIST_OF(json)
#define WADI_TYPE_list_date WADI_LIST_OF(date)
#define WADI_TYPE_list_time WADI_LIST_OF(time)
#define WADI_TYPE_list_timestamp WADI_LIST_OF(timestamp)
#define WADI_TYPE_list_timestamp_utc WADI_LIST_OF(timestamp_utc)
#define WADI_TYPE_list_timestamp_nanos WADI_LIST_OF(timestamp_nanos)
#define WADI_TYPE_list_duration WADI_LIST_OF(duration)
#define WADI_TYPE_list_months WADI_LIST_OF(months)

#define WADI_LIST_TYPE(type)                                                                     \
  typedef struct {                                                                               \
    const wadi_##type *items;                                                                    \
    int32_t length;                                                                              \
  } wadi_list_##type;
WADI_LIST_TYPE(boolean)
WADI_LIST_TYPE(i8)
WADI_LIST_TYPE(u8)
WADI_LIST_TYPE(i16)
WADI_LIST_TYPE(u16)
WADI_LIST_TYPE(i32)
WADI_LIST_TYPE(u32)
WADI_LIST_TYPE(i64)
WADI_LIST_TYPE(u64)
WADI_LIST_TYPE(f32)
WADI_LIST_TYPE(f64)
WADI_LIST_TYPE(text)
WADI_LIST_TYPE(bytes)
WADI_LIST_TYPE(json)
WADI_LIST_TYPE(date)
WADI_LIST_TYPE(time)
WADI_LIST_TYPE(timestamp)
WADI_LIST_TYPE(timestamp_utc)
WADI_LIST_TYPE(timestamp_nanos)
WADI_LIST_TYPE(duration)
WADI_LIST_TYPE(months)

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

static enum { WADI_IS_VALUE, WADI_IS_NULL, WADI_IS_REJECTED, WADI_IS_ERROR } wadi_outcome;

static struct {
  int32_t code, row;
  const char *message;
  size_t length;
} wadi_report = {0, -1, NULL, 0};

WADI_EXPORT("wadi_error") void *wadi_error(void) { return &wadi_report; }

static inline void wadi_say(const char *message) {
  wadi_report.message = message;
  wadi_report.length = 0;
  while (message[wadi_report.length] != 0) wadi_report.length++;
}

// Something is wrong that has nothing to do with a row.
static inline void wadi_fail(const char *message) {
  wadi_outcome = WADI_IS_ERROR;
  wadi_say(message);
}

static inline void wadi_reject(const char *message) {
  wadi_outcome = WADI_IS_REJECTED;
  wadi_say(message);
}

// Give a null, or a reason to reject the row, in place of a value of the type.
#define WADI_NULL(type) (wadi_outcome = WADI_IS_NULL, (wadi_##type){0})
#define WADI_FAIL(type, message) (wadi_reject(message), (wadi_##type){0})

// ---- Reading and writing values ----------------------------------------------------------------

static inline _Bool wadi_bit(const uint8_t *bits, int32_t row) {
  return bits[row >> 3] >> (row & 7) & 1;
}

static inline void wadi_set_bit(uint8_t *bits, int32_t row, _Bool value) {
  uint8_t mask = (uint8_t)(1 << (row & 7));
  bits[row >> 3] = (uint8_t)(value ? bits[row >> 3] | mask : bits[row >> 3] & ~mask);
}

// Memory that grows, and is used again for the next batch.
typedef struct {
  char *data;
  int64_t length, capacity;
} wadi_buffer;

static inline _Bool wadi_reserve(wadi_buffer *buffer, int64_t more) {
  int64_t length = buffer->length + more;
  if (length > buffer->capacity) {
    int64_t capacity = length * 2 + 1024;
    char *data = capacity > INT32_MAX ? NULL : (char *)wadi_alloc((size_t)capacity, 16);
    if (data == NULL) {
      wadi_fail("the results of a batch do not fit into memory");
      return 0;
    }
    memcpy(data, buffer->data, (size_t)buffer->length);
    wadi_free(buffer->data, (size_t)buffer->capacity, 16);
    buffer->data = data;
    buffer->capacity = capacity;
  }
  return 1;
}

static inline void wadi_append(wadi_buffer *buffer, const void *data, int64_t length) {
  if (length > 0 && wadi_reserve(buffer, length)) {
    memcpy(buffer->data + buffer->length, data, (size_t)length);
    buffer->length += length;
  }
}

// What the texts of a result consist of, and of a list the values, or the offsets.
static wadi_buffer wadi_result_bytes, wadi_result_items;

// The rows that are rejected, and why: numbers, and offsets into the messages.
static wadi_buffer wadi_rejected_rows, wadi_rejected_offsets, wadi_rejected_messages;

static inline void wadi_begin_rejections(void) {
  wadi_rejected_rows.length = wadi_rejected_offsets.length = wadi_rejected_messages.length = 0;
}

static inline void wadi_add_rejection(int32_t row) {
  int32_t start = (int32_t)wadi_rejected_messages.length;
  if (start == 0 && wadi_rejected_offsets.length == 0) {
    wadi_append(&wadi_rejected_offsets, &start, sizeof start);
  }
  wadi_append(&wadi_rejected_rows, &row, sizeof row);
  wadi_append(&wadi_rejected_messages, wadi_report.message, (int64_t)wadi_report.length);
  int32_t end = (int32_t)wadi_rejected_messages.length;
  wadi_append(&wadi_rejected_offsets, &end, sizeof end);
}

WADI_EXPORT("wadi_rejected") void *wadi_rejected(void) {
  static uint8_t *row_buffers[3], *message_buffers[3];
  static wadi_array rows, messages, all;
  static wadi_array *columns[2] = {&rows, &messages};
  row_buffers[1] = (uint8_t *)wadi_rejected_rows.data;
  message_buffers[1] = (uint8_t *)wadi_rejected_offsets.data;
  message_buffers[2] = (uint8_t *)wadi_rejected_messages.data;
  rows.buffers = row_buffers;
  messages.buffers = message_buffers;
  all.length = wadi_rejected_rows.length / 4;
  all.n_children = 2;
  all.children = columns;
  return &all;
}

// Room for the arrays that a row's arguments are: each batch begins anew, and blocks that became
// too small stay until then, because arguments point into them.
static wadi_buffer wadi_scratch;

static inline void *wadi_take(int64_t size) {
  size = (size + 15) & -16;
  if (wadi_scratch.length + size > wadi_scratch.capacity) {
    int64_t room = wadi_scratch.capacity > size ? wadi_scratch.capacity : size;
    wadi_scratch = (wadi_buffer){NULL, 0, 0};
    if (!wadi_reserve(&wadi_scratch, room)) return NULL;
  }
  void *taken = wadi_scratch.data + wadi_scratch.length;
  wadi_scratch.length += size;
  return taken;
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
    wadi_append(&wadi_result_bytes, value.data, value.length);                                   \
    ((int32_t *)out->buffers[1])[row + 1] = (int32_t)wadi_result_bytes.length;                   \
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
WADI_VARIABLE(json)

static inline wadi_boolean wadi_read_boolean(const wadi_array *array, int32_t row) {
  return wadi_bit(array->buffers[1], row);
}
static inline void wadi_begin_boolean(wadi_array *out) { (void)out; }
static inline void wadi_write_boolean(wadi_array *out, int32_t row, wadi_boolean value) {
  wadi_set_bit(out->buffers[1], row, value);
}
static inline void wadi_end_boolean(wadi_array *out) { (void)out; }

// Lists: an argument's items are copied together, unless they lie there as C has them.
#define WADI_LIST(type, READ)                                                                    \
  static inline wadi_list_##type wadi_read_list_##type(const wadi_array *array, int32_t row) {   \
    const int32_t *offsets = (const int32_t *)array->buffers[1];                                 \
    const wadi_array *items = array->children[0];                                                \
    return READ(type, items, offsets[row], offsets[row + 1] - offsets[row]);                     \
  }                                                                                              \
  static inline void wadi_begin_list_##type(wadi_array *out) {                                   \
    wadi_result_items.length = wadi_result_bytes.length = 0;                                     \
    out->children[0]->length = 0;                                                                \
    ((int32_t *)out->buffers[1])[0] = 0;                                                         \
    wadi_begin_items_##type();                                                                   \
  }                                                                                              \
  static inline void wadi_write_list_##type(wadi_array *out, int32_t row,                        \
                                            wadi_list_##type value) {                            \
    wadi_array *items = out->children[0];                                                        \
    for (int32_t i = 0; i < value.length; i++) {                                                 \
      wadi_write_item_##type((int32_t)items->length++, value.items[i]);                          \
    }                                                                                            \
    ((int32_t *)out->buffers[1])[row + 1] = (int32_t)items->length;                              \
  }                                                                                              \
  static inline void wadi_end_list_##type(wadi_array *out) {                                     \
    out->children[0]->buffers[1] = (uint8_t *)wadi_result_items.data;                            \
    out->children[0]->buffers[2] = (uint8_t *)wadi_result_bytes.data;                            \
  }

#define WADI_ITEMS_IN_PLACE(type, array, start, count)                                           \
  ((wadi_list_##type){(const wadi_##type *)array->buffers[1] + start, count})

#define WADI_ITEMS_COPIED(type, array, start, count)                                             \
  wadi_copy_##type(array, start, count)

#define WADI_FIXED_LIST(type)                                                                    \
  static inline void wadi_begin_items_##type(void) {}                                            \
  static inline void wadi_write_item_##type(int32_t item, wadi_##type value) {                   \
    (void)item;                                                                                  \
    wadi_append(&wadi_result_items, &value, sizeof value);                                       \
  }                                                                                              \
  WADI_LIST(type, WADI_ITEMS_IN_PLACE)

#define WADI_COPIED_LIST(type)                                                                   \
  static inline wadi_list_##type wadi_copy_##type(const wadi_array *array, int32_t start,        \
                                                  int32_t count) {                               \
    wadi_##type *items = (wadi_##type *)wadi_take((int64_t)count * (int64_t)sizeof *items);      \
    if (items == NULL) return (wadi_list_##type){NULL, 0};                                       \
    for (int32_t i = 0; i < count; i++) items[i] = wadi_read_##type(array, start + i);           \
    return (wadi_list_##type){items, count};                                                     \
  }                                                                                              \
  WADI_LIST(type, WADI_ITEMS_COPIED)

#define WADI_VARIABLE_LIST(type)                                                                 \
  static inline void wadi_begin_items_##type(void) {                                             \
    int32_t start = 0;                                                                           \
    wadi_append(&wadi_result_items, &start, sizeof start);                                       \
  }                                                                                              \
  static inline void wadi_write_item_##type(int32_t item, wadi_##type value) {                   \
    (void)item;                                                                                  \
    wadi_append(&wadi_result_bytes, value.data, value.length);                                   \
    int32_t end = (int32_t)wadi_result_bytes.length;                                             \
    wadi_append(&wadi_result_items, &end, sizeof end);                                           \
  }                                                                                              \
  WADI_COPIED_LIST(type)

WADI_FIXED_LIST(i8)
WADI_FIXED_LIST(u8)
WADI_FIXED_LIST(i16)
WADI_FIXED_LIST(u16)
WADI_FIXED_LIST(i32)
WADI_FIXED_LIST(u32)
WADI_FIXED_LIST(i64)
WADI_FIXED_LIST(u64)
WADI_FIXED_LIST(f32)
WADI_FIXED_LIST(f64)
WADI_FIXED_LIST(date)
WADI_FIXED_LIST(time)
WADI_FIXED_LIST(timestamp)
WADI_FIXED_LIST(timestamp_utc)
WADI_FIXED_LIST(timestamp_nanos)
WADI_FIXED_LIST(duration)
WADI_FIXED_LIST(months)
WADI_VARIABLE_LIST(text)
WADI_VARIABLE_LIST(bytes)
WADI_VARIABLE_LIST(json)

static inline void wadi_begin_items_boolean(void) {}
static inline void wadi_write_item_boolean(int32_t item, wadi_boolean value) {
  uint8_t none = 0;
  if ((item & 7) == 0) wadi_append(&wadi_result_items, &none, 1);
  wadi_set_bit((uint8_t *)wadi_result_items.data, item, value);
}
WADI_COPIED_LIST(boolean)

#define WADI_ARGUMENTS_AS_LIST(type)                                                             \
  static inline wadi_list_##type wadi_arguments_##type(const wadi_array *in, int32_t row) {      \
    int32_t count = (int32_t)in->n_children;                                                     \
    wadi_##type *items = (wadi_##type *)wadi_take((int64_t)count * (int64_t)sizeof *items);      \
    if (items == NULL) return (wadi_list_##type){NULL, 0};                                       \
    for (int32_t i = 0; i < count; i++) items[i] = wadi_read_##type(in->children[i], row);       \
    return (wadi_list_##type){items, count};                                                     \
  }
WADI_ARGUMENTS_AS_LIST(boolean)
WADI_ARGUMENTS_AS_LIST(i8)
WADI_ARGUMENTS_AS_LIST(u8)
WADI_ARGUMENTS_AS_LIST(i16)
WADI_ARGUMENTS_AS_LIST(u16)
WADI_ARGUMENTS_AS_LIST(i32)
WADI_ARGUMENTS_AS_LIST(u32)
WADI_ARGUMENTS_AS_LIST(i64)
WADI_ARGUMENTS_AS_LIST(u64)
WADI_ARGUMENTS_AS_LIST(f32)
WADI_ARGUMENTS_AS_LIST(f64)
WADI_ARGUMENTS_AS_LIST(text)
WADI_ARGUMENTS_AS_LIST(bytes)
WADI_ARGUMENTS_AS_LIST(json)
WADI_ARGUMENTS_AS_LIST(date)
WADI_ARGUMENTS_AS_LIST(time)
WADI_ARGUMENTS_AS_LIST(timestamp)
WADI_ARGUMENTS_AS_LIST(timestamp_utc)
WADI_ARGUMENTS_AS_LIST(timestamp_nanos)
WADI_ARGUMENTS_AS_LIST(duration)
WADI_ARGUMENTS_AS_LIST(months)
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
  "{" WADI_FIELD("name", #arg) "," WADI_TYPE(type) "}"

#define WADI_DESCRIBE_SCALAR(result, function, arguments, variadic)                                        \
  WADI_DESCRIBE("{" WADI_QUOTED("functions") ":[{" WADI_FIELD("name", #function) ","             \
                WADI_FIELD("export", "wadi_scalar_" #function) ","                               \
                WADI_FIELD("kind", "scalar") "," WADI_QUOTED("args") ":[" arguments "],"         \
                WADI_QUOTED("returns") ":{" WADI_TYPE(result) "},"                               \
                WADI_QUOTED("variadic") ":" variadic ","                                         \
                WADI_FIELD("nulls", "strict") "," WADI_FIELD("volatility", "immutable") "}]}")

// ---- Functions ---------------------------------------------------------------------------------

#define WADI_READ(type, column) wadi_read_##type(in->children[column], row)

// Exports what computes a batch by calling something for each row that is asked for.
#define WADI_BATCH(export, result, call)                                                         \
  WADI_EXPORT(#export)                                                                           \
  int32_t export(const wadi_array *in, wadi_array *out) {                                        \
    int32_t rows = (int32_t)out->length;                                                         \
    _Bool all = out->null_count == 0;                                                            \
    wadi_begin_rejections();                                                                     \
    wadi_begin_##result(out);                                                                    \
    for (int32_t row = 0; row < rows; row++) {                                                   \
      wadi_##result value = {0};                                                                 \
      if (all || wadi_bit(out->buffers[0], row)) {                                               \
        wadi_outcome = WADI_IS_VALUE;                                                            \
        wadi_scratch.length = 0;                                                                 \
        value = call;                                                                            \
        if (wadi_outcome != WADI_IS_VALUE) wadi_set_bit(out->buffers[0], row, 0);                \
        if (wadi_outcome == WADI_IS_REJECTED) wadi_add_rejection(row);                           \
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
    return wadi_rejected_rows.length == 0 ? 0 : 4;                                               \
  }

#define WADI_SCALAR(result, function, arguments, variadic, declaration, values)                  \
  static inline wadi_##result function declaration;                                              \
  WADI_DESCRIBE_SCALAR(result, function, arguments, variadic)                                    \
  WADI_BATCH(wadi_scalar_##function, result, function values)                                    \
  static inline wadi_##result function declaration

#define WADI_SCALAR_1(R, f, T1, a1)                                                              \
  WADI_SCALAR(R, f,                                                                              \
              WADI_ARG(T1, a1),                                                                  \
              "false", (wadi_##T1 a1),                                                           \
              (WADI_READ(T1, 0)))

#define WADI_SCALAR_2(R, f, T1, a1, T2, a2)                                                      \
  WADI_SCALAR(R, f,                                                                              \
              WADI_ARG(T1, a1) "," WADI_ARG(T2, a2),                                             \
              "false", (wadi_##T1 a1, wadi_##T2 a2),                                             \
              (WADI_READ(T1, 0), WADI_READ(T2, 1)))

#define WADI_SCALAR_3(R, f, T1, a1, T2, a2, T3, a3)                                              \
  WADI_SCALAR(R, f,                                                                              \
              WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3),                        \
              "false", (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3),                               \
              (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2)))

#define WADI_SCALAR_4(R, f, T1, a1, T2, a2, T3, a3, T4, a4)                                      \
  WADI_SCALAR(R, f,                                                                              \
              WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3) "," WADI_ARG(T4, a4),   \
              "false", (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3, wadi_##T4 a4),                 \
              (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2), WADI_READ(T4, 3)))

#define WADI_SCALAR_5(R, f, T1, a1, T2, a2, T3, a3, T4, a4, T5, a5)                              \
  WADI_SCALAR(R, f,                                                                              \
              WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3) "," WADI_ARG(T4, a4)    \
                  "," WADI_ARG(T5, a5),                                                          \
              "false", (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3, wadi_##T4 a4, wadi_##T5 a5),   \
              (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2), WADI_READ(T4, 3),           \
                  WADI_READ(T5, 4)))

#define WADI_SCALAR_6(R, f, T1, a1, T2, a2, T3, a3, T4, a4, T5, a5, T6, a6)                      \
  WADI_SCALAR(R, f,                                                                              \
              WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3) "," WADI_ARG(T4, a4)    \
                  "," WADI_ARG(T5, a5) "," WADI_ARG(T6, a6),                                     \
              "false", (wadi_##T1 a1, wadi_##T2 a2, wadi_##T3 a3, wadi_##T4 a4, wadi_##T5 a5,    \
                  wadi_##T6 a6),                                                                 \
              (WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2), WADI_READ(T4, 3),           \
                  WADI_READ(T5, 4), WADI_READ(T6, 5)))

#define WADI_SCALAR_VARIADIC(R, f, T, name)                                                      \
  WADI_SCALAR(R, f, WADI_ARG(T, name), "true", (wadi_list_##T name),                             \
              (wadi_arguments_##T(in, row)))

// ---- Functions of the host -----------------------------------------------------------------------

// Beyond computing, all but the log if it was granted: ./wadi plugin grant NAME http:HOST metrics.

#define WADI_IMPORT(name) __attribute__((import_module("wadi"), import_name(name)))

// What to ask another system over HTTP. Headers are texts `name: value`; no body if its `data` is
// NULL.
typedef struct {
  wadi_text method, url;
  wadi_list_text headers;
  wadi_bytes body;
} wadi_request;

// What it answered; names of headers are in lower case.
typedef struct {
  int32_t status;
  wadi_list_text headers;
  wadi_bytes body;
} wadi_response;

WADI_IMPORT("http") int32_t wadi_host_http(const wadi_request *request, int32_t *response);
WADI_IMPORT("http_read") void wadi_host_http_read(char *headers, char *body);
WADI_IMPORT("metric")
void wadi_host_metric(int32_t kind, const char *name, int32_t length, double value);
WADI_IMPORT("log") void wadi_host_log(int32_t level, const char *text, int32_t length);

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-function"

static inline int32_t wadi_length(const char *text) {
  int32_t length = 0;
  while (text[length] != 0) length++;
  return length;
}

// A text that ends with a zero.
static inline wadi_text wadi_text_of(const char *text) {
  return (wadi_text){text, wadi_length(text)};
}

static inline wadi_request wadi_get(wadi_text url) {
  wadi_request request = {wadi_text_of("GET"), url, {NULL, 0}, {NULL, 0}};
  return request;
}

static inline wadi_request wadi_post(wadi_text url, wadi_bytes body) {
  wadi_request request = {wadi_text_of("POST"), url, {NULL, 0}, body};
  return request;
}

// Sends a request and waits, which counts against the time of the call. The response is there until
// the next one, or the next row. Returns 0 if there is none, and its body says why.
static inline _Bool wadi_send(const wadi_request *request, wadi_response *response) {
  int32_t sizes[3]; // the status, and how long headers and body are
  _Bool failed = wadi_host_http(request, sizes) != 0;
  char *lines = (char *)wadi_take(sizes[1] + 1);
  char *body = (char *)wadi_take(sizes[2] + 1);
  int32_t count = 0;
  *response = (wadi_response){0, {NULL, 0}, {NULL, 0}};
  if (lines == NULL || body == NULL) return 0;
  wadi_host_http_read(lines, body);
  for (int32_t i = 0; i < sizes[1]; i++) count += lines[i] == '\n';
  wadi_text *headers = (wadi_text *)wadi_take((count + 1) * (int32_t)sizeof *headers);
  if (headers == NULL) return 0;
  for (int32_t i = 0, start = 0, header = 0; i < sizes[1]; i++) {
    if (lines[i] == '\n') {
      headers[header++] = (wadi_text){lines + start, i - start};
      start = i + 1;
    }
  }
  *response = (wadi_response){sizes[0], {headers, count}, {body, sizes[2]}};
  return !failed;
}

// Adds to a figure of the job, a sum or a distribution. Names are of a to z and _.
static inline void wadi_count(const char *name, double value) {
  wadi_host_metric(0, name, wadi_length(name), value);
}
static inline void wadi_observe(const char *name, double value) {
  wadi_host_metric(1, name, wadi_length(name), value);
}

// Writes a line to the host's log, which takes so many per second.
enum { WADI_DEBUG, WADI_INFO, WADI_WARN, WADI_ERROR };
static inline void wadi_log(int32_t level, const char *text) {
  wadi_host_log(level, text, wadi_length(text));
}

// Requests as a result: a column each for method, URL, headers and body.
static wadi_buffer wadi_request_ends[5], wadi_request_bytes[4], wadi_request_bodies;

static inline void wadi_request_text(wadi_buffer *ends, wadi_buffer *bytes, wadi_text value) {
  wadi_append(bytes, value.data, value.length);
  int32_t end = (int32_t)bytes->length;
  wadi_append(ends, &end, sizeof end);
}

static inline void wadi_begin_request(wadi_array *out) {
  int32_t start = 0;
  (void)out;
  for (int i = 0; i < 5; i++) {
    wadi_request_ends[i].length = 0;
    wadi_append(&wadi_request_ends[i], &start, sizeof start);
  }
  for (int i = 0; i < 4; i++) wadi_request_bytes[i].length = 0;
  wadi_request_bodies.length = 0;
}

static inline void wadi_write_request(wadi_array *out, int32_t row, wadi_request value) {
  uint8_t none = 0;
  (void)out;
  wadi_request_text(&wadi_request_ends[0], &wadi_request_bytes[0], value.method);
  wadi_request_text(&wadi_request_ends[1], &wadi_request_bytes[1], value.url);
  for (int32_t i = 0; i < value.headers.length; i++) {
    wadi_request_text(&wadi_request_ends[4], &wadi_request_bytes[2], value.headers.items[i]);
  }
  int32_t headers = (int32_t)wadi_request_ends[4].length / 4 - 1;
  wadi_append(&wadi_request_ends[2], &headers, sizeof headers);
  wadi_request_text(&wadi_request_ends[3], &wadi_request_bytes[3], value.body);
  if ((row & 7) == 0) wadi_append(&wadi_request_bodies, &none, 1);
  if (wadi_request_bodies.length > row >> 3) {
    wadi_set_bit((uint8_t *)wadi_request_bodies.data, row, value.body.data != NULL);
  }
}

static inline void wadi_end_request(wadi_array *out) {
  for (int i = 0; i < 4; i++) {
    wadi_array *column = out->children[i];
    column->length = out->length;
    column->buffers[0] = NULL;
    column->buffers[1] = (uint8_t *)wadi_request_ends[i].data;
    if (i != 2) column->buffers[2] = (uint8_t *)wadi_request_bytes[i].data;
  }
  out->children[3]->buffers[0] = (uint8_t *)wadi_request_bodies.data;
  wadi_array *headers = out->children[2]->children[0];
  headers->length = wadi_request_ends[4].length / 4 - 1;
  headers->buffers[0] = NULL;
  headers->buffers[1] = (uint8_t *)wadi_request_ends[4].data;
  headers->buffers[2] = (uint8_t *)wadi_request_bytes[2].data;
}

// The response of a row, from its columns; status 0 if nothing was asked.
static inline wadi_response wadi_read_response(wadi_array **columns, int32_t row) {
  const uint8_t *valid = columns[0]->buffers[0];
  if (valid != NULL && !wadi_bit(valid, row)) return (wadi_response){0, {NULL, 0}, {NULL, 0}};
  return (wadi_response){wadi_read_i32(columns[0], row), wadi_read_list_text(columns[1], row),
                         wadi_read_bytes(columns[2], row)};
}

#pragma clang diagnostic pop

// A function whose results come later: the host sends its requests, many at once. It is two plain
// functions, what to ask (nothing: `return WADI_NULL(request);`) and what the response means, which
// may both reject the row:
//
//   static wadi_request city_request(wadi_text code) { return wadi_get(url_of(code)); }
//   static wadi_text city_response(wadi_text code, wadi_response reply) {
//     return reply.status == 200 ? reply.body : WADI_NULL(text);
//   }
//   WADI_ASYNC_1(text, city, WADI_ORDERED, 100, text, code)
//
// WADI_ASYNC_n takes the result's type, the function's name, whether rows keep their order, how many
// wait at once, and types and names of n arguments (1 to 3).
#define WADI_ORDERED "true"
#define WADI_UNORDERED "false"

#define WADI_DESCRIBE_ASYNC(result, function, ordered, in_flight, arguments)                     \
  WADI_DESCRIBE("{" WADI_QUOTED("functions") ":[{" WADI_FIELD("name", #function) ","             \
                WADI_FIELD("export", "wadi_async_" #function) ","                                \
                WADI_FIELD("kind", "scalar") "," WADI_QUOTED("async") ":{"                       \
                WADI_QUOTED("ordered") ":" ordered ","                                           \
                WADI_QUOTED("in_flight") ":" #in_flight "},"                                     \
                WADI_QUOTED("args") ":[" arguments "],"                                          \
                WADI_QUOTED("returns") ":{" WADI_TYPE(result) "},"                               \
                WADI_FIELD("nulls", "strict") "}]}")

#define WADI_ASYNC_1(R, f, ordered, in_flight, T1, a1)                                           \
  WADI_DESCRIBE_ASYNC(R, f, ordered, in_flight, WADI_ARG(T1, a1))                                \
  WADI_BATCH(wadi_async_##f##_request, request, f##_request(WADI_READ(T1, 0)))                   \
  WADI_BATCH(wadi_async_##f##_response, R,                                                       \
             f##_response(WADI_READ(T1, 0), wadi_read_response(in->children + 1, row)))

#define WADI_ASYNC_2(R, f, ordered, in_flight, T1, a1, T2, a2)                                   \
  WADI_DESCRIBE_ASYNC(R, f, ordered, in_flight, WADI_ARG(T1, a1) "," WADI_ARG(T2, a2))           \
  WADI_BATCH(wadi_async_##f##_request, request,                                                  \
             f##_request(WADI_READ(T1, 0), WADI_READ(T2, 1)))                                    \
  WADI_BATCH(wadi_async_##f##_response, R,                                                       \
             f##_response(WADI_READ(T1, 0), WADI_READ(T2, 1),                                    \
                          wadi_read_response(in->children + 2, row)))

#define WADI_ASYNC_3(R, f, ordered, in_flight, T1, a1, T2, a2, T3, a3)                           \
  WADI_DESCRIBE_ASYNC(R, f, ordered, in_flight,                                                  \
                      WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3))                \
  WADI_BATCH(wadi_async_##f##_request, request,                                                  \
             f##_request(WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2)))                  \
  WADI_BATCH(wadi_async_##f##_response, R,                                                       \
             f##_response(WADI_READ(T1, 0), WADI_READ(T2, 1), WADI_READ(T3, 2),                  \
                          wadi_read_response(in->children + 3, row)))

// ---- Aggregates --------------------------------------------------------------------------------

// An aggregate has a state, a struct without pointers that begins with zeros, and plain functions:
//
//   typedef struct { double sum; int64_t count; } mean_state;
//   static void mean_add(mean_state *state, double x) { state->sum += x; state->count++; }
//   static void mean_remove(mean_state *state, double x) { state->sum -= x; state->count--; }
//   static void mean_merge(mean_state *state, const mean_state *other) {
//     state->sum += other->sum;
//     state->count += other->count;
//   }
//   static double mean_result(const mean_state *state) {
//     return state->count == 0 ? WADI_NULL(f64) : state->sum / (double)state->count;
//   }
//   WADI_AGGREGATE_1(f64, mean, retracting, f64, x)
//
// With `adding` in place of `retracting` there is no function that removes: the host keeps the rows
// of groups that rows are taken back from, and adds those that are left anew. The host keeps the
// states: nothing else that the code remembers is there at the next call.

#define WADI_JSON_retracting "true"
#define WADI_JSON_adding "false"
#define WADI_SIGNS_retracting 1
#define WADI_SIGNS_adding 0
#define WADI_REMOVE_retracting(function) function##_remove
#define WADI_REMOVE_adding(function) function##_add

// The states of a batch, and which of them there are.
static wadi_buffer wadi_states, wadi_present;

static inline _Bool wadi_load_state(const wadi_array *column, int32_t row, void *state,
                                    size_t size) {
  memset(state, 0, size);
  if (column->buffers[0] != NULL && !wadi_bit(column->buffers[0], row)) return 0;
  wadi_bytes bytes = wadi_read_bytes(column, row);
  if ((size_t)bytes.length != size) return 0;
  memcpy(state, bytes.data, size);
  return 1;
}

static inline void *wadi_load_states(const wadi_array *out, size_t size) {
  int32_t groups = (int32_t)out->length;
  wadi_states.length = wadi_present.length = 0;
  if (!wadi_reserve(&wadi_states, (int64_t)size * groups) ||
      !wadi_reserve(&wadi_present, groups)) {
    return NULL;
  }
  for (int32_t i = 0; i < groups; i++) {
    wadi_present.data[i] =
        wadi_load_state(out->children[0], i, wadi_states.data + size * (size_t)i, size);
  }
  return wadi_states.data;
}

static inline int32_t wadi_store_states(wadi_array *out, size_t size) {
  wadi_array *column = out->children[0];
  wadi_outcome = WADI_IS_VALUE;
  wadi_result_bytes.length = wadi_result_items.length = 0;
  for (int32_t i = 0; i <= (int32_t)out->length; i++) {
    int32_t end = (int32_t)wadi_result_bytes.length;
    wadi_append(&wadi_result_items, &end, sizeof end);
    if (i == (int32_t)out->length) break;
    wadi_set_bit(column->buffers[0], i, wadi_present.data[i]);
    if (wadi_present.data[i]) {
      wadi_append(&wadi_result_bytes, wadi_states.data + size * (size_t)i, (int64_t)size);
    }
  }
  column->buffers[1] = (uint8_t *)wadi_result_items.data;
  column->buffers[2] = (uint8_t *)wadi_result_bytes.data;
  return wadi_outcome == WADI_IS_ERROR;
}

#define WADI_AGGREGATE(result, function, manner, arguments, values)                              \
  WADI_DESCRIBE("{" WADI_QUOTED("functions") ":[{" WADI_FIELD("name", #function) ","             \
                WADI_FIELD("export", "wadi_aggregate_" #function) ","                            \
                WADI_FIELD("kind", "aggregate") "," WADI_QUOTED("args") ":[" arguments "],"      \
                WADI_QUOTED("state") ":[{" WADI_FIELD("name", "state") ","                       \
                WADI_TYPE(bytes) "}],"                                                           \
                WADI_QUOTED("retracts") ":" WADI_JSON_##manner ","                               \
                WADI_QUOTED("returns") ":{" WADI_TYPE(result) "}}]}")                            \
  WADI_EXPORT("wadi_aggregate_" #function "_update")                                             \
  int32_t wadi_aggregate_##function##_update(const wadi_array *in, wadi_array *out) {            \
    function##_state *states = (function##_state *)wadi_load_states(out, sizeof *states);        \
    if (states == NULL) return 1;                                                                \
    const int32_t first = 1 + WADI_SIGNS_##manner;                                               \
    const int32_t *groups = (const int32_t *)in->children[0]->buffers[1];                        \
    const int8_t *signs = (const int8_t *)in->children[first - 1]->buffers[1];                   \
    for (int32_t row = 0; row < (int32_t)in->length; row++) {                                    \
      function##_state *state = &states[groups[row]];                                            \
      wadi_present.data[groups[row]] = 1;                                                        \
      if (first == 1 || signs[row] > 0) {                                                        \
        function##_add values;                                                                   \
      } else {                                                                                   \
        WADI_REMOVE_##manner(function) values;                                                   \
      }                                                                                          \
    }                                                                                            \
    return wadi_store_states(out, sizeof *states);                                               \
  }                                                                                              \
  WADI_EXPORT("wadi_aggregate_" #function "_merge")                                              \
  int32_t wadi_aggregate_##function##_merge(const wadi_array *in, wadi_array *out) {             \
    function##_state *states = (function##_state *)wadi_load_states(out, sizeof *states);        \
    if (states == NULL) return 1;                                                                \
    const int32_t *groups = (const int32_t *)in->children[0]->buffers[1];                        \
    for (int32_t row = 0; row < (int32_t)in->length; row++) {                                    \
      function##_state other;                                                                    \
      if (!wadi_load_state(in->children[1], row, &other, sizeof other)) continue;                \
      if (wadi_present.data[groups[row]]) {                                                      \
        function##_merge(&states[groups[row]], &other);                                          \
      } else {                                                                                   \
        states[groups[row]] = other;                                                             \
        wadi_present.data[groups[row]] = 1;                                                      \
      }                                                                                          \
    }                                                                                            \
    return wadi_store_states(out, sizeof *states);                                               \
  }                                                                                              \
  WADI_EXPORT("wadi_aggregate_" #function "_result")                                             \
  int32_t wadi_aggregate_##function##_result(const wadi_array *in, wadi_array *out) {            \
    wadi_begin_##result(out);                                                                    \
    for (int32_t row = 0; row < (int32_t)out->length; row++) {                                   \
      function##_state state;                                                                    \
      wadi_load_state(in->children[0], row, &state, sizeof state);                               \
      wadi_outcome = WADI_IS_VALUE;                                                              \
      wadi_##result value = function##_result(&state);                                           \
      if (wadi_outcome == WADI_IS_NULL) wadi_set_bit(out->buffers[0], row, 0);                   \
      if (wadi_outcome == WADI_IS_REJECTED) wadi_outcome = WADI_IS_ERROR;                        \
      if (wadi_outcome != WADI_IS_ERROR) wadi_write_##result(out, row, value);                   \
      if (wadi_outcome == WADI_IS_ERROR) {                                                       \
        wadi_report.code = 1;                                                                    \
        wadi_report.row = row;                                                                   \
        return 1;                                                                                \
      }                                                                                          \
    }                                                                                            \
    wadi_end_##result(out);                                                                      \
    return 0;                                                                                    \
  }

#define WADI_AGGREGATE_1(R, f, manner, T1, a1)                                                   \
  WADI_AGGREGATE(R, f, manner,                                                                   \
                 WADI_ARG(T1, a1),                                                               \
                 (state, WADI_READ(T1, first + 0)))

#define WADI_AGGREGATE_2(R, f, manner, T1, a1, T2, a2)                                           \
  WADI_AGGREGATE(R, f, manner,                                                                   \
                 WADI_ARG(T1, a1) "," WADI_ARG(T2, a2),                                          \
                 (state, WADI_READ(T1, first + 0), WADI_READ(T2, first + 1)))

#define WADI_AGGREGATE_3(R, f, manner, T1, a1, T2, a2, T3, a3)                                   \
  WADI_AGGREGATE(R, f, manner,                                                                   \
                 WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3),                     \
                 (state, WADI_READ(T1, first + 0), WADI_READ(T2, first + 1), WADI_READ(T3,       \
                  first + 2)))

#define WADI_AGGREGATE_4(R, f, manner, T1, a1, T2, a2, T3, a3, T4, a4)                           \
  WADI_AGGREGATE(R, f, manner,                                                                   \
                 WADI_ARG(T1, a1) "," WADI_ARG(T2, a2) "," WADI_ARG(T3, a3) "," WADI_ARG(T4,     \
                     a4),                                                                        \
                 (state, WADI_READ(T1, first + 0), WADI_READ(T2, first + 1), WADI_READ(T3,       \
                  first + 2), WADI_READ(T4, first + 3)))

// ---- Table functions ---------------------------------------------------------------------------

// Rows are kept here until the host takes them: it says how many at a time.
enum { WADI_TABLE_COLUMNS = 6, WADI_TABLE_BYTES = 1 << 20 };

typedef struct {
  wadi_buffer values;
  wadi_buffer offsets; // of texts
  wadi_buffer bits;    // of booleans that the host takes
} wadi_column;

typedef struct {
  int32_t next;        // row of the batch
  int32_t made, taken; // rows that are kept, and how many of them the host has
  wadi_buffer origins; // which rows of the batch they are made of
  wadi_column columns[WADI_TABLE_COLUMNS];
} wadi_table;

static inline void wadi_table_clear(wadi_table *table, int32_t next) {
  table->next = next;
  table->made = table->taken = 0;
  table->origins.length = 0;
  for (int i = 0; i < WADI_TABLE_COLUMNS; i++) {
    table->columns[i].values.length = table->columns[i].offsets.length = 0;
  }
}

static inline int32_t wadi_table_fail(wadi_table *table, int32_t row) {
  wadi_outcome = WADI_IS_VALUE;
  wadi_report.code = 1;
  wadi_report.row = row;
  wadi_table_clear(table, 0);
  return 1;
}

static inline int64_t wadi_table_bytes(const wadi_table *table) {
  int64_t bytes = 0;
  for (int i = 0; i < WADI_TABLE_COLUMNS; i++) bytes += table->columns[i].values.length;
  return bytes;
}

// Whether rows of another row of the batch are to be made, before the host takes some.
static inline _Bool wadi_table_wants(const wadi_table *table, const wadi_array *in,
                                     const wadi_array *out) {
  return table->next < in->length && table->made - table->taken < out->length &&
         wadi_table_bytes(table) < WADI_TABLE_BYTES;
}

// How many rows the host takes now: not too many bytes.
static inline int32_t wadi_table_take(const wadi_table *table, int64_t most) {
  int32_t rows = table->made - table->taken;
  if (rows > most) rows = (int32_t)most;
  for (int i = 0; i < WADI_TABLE_COLUMNS; i++) {
    if (table->columns[i].offsets.length == 0) continue;
    const int32_t *ends = (const int32_t *)table->columns[i].offsets.data + table->taken;
    while (rows > 1 && ends[rows] - ends[0] > WADI_TABLE_BYTES) rows /= 2;
  }
  return rows;
}

#define WADI_FIXED_COLUMN(type)                                                                  \
  static inline void wadi_put_##type(wadi_column *column, wadi_##type value) {                   \
    wadi_append(&column->values, &value, sizeof value);                                          \
  }                                                                                              \
  static inline void wadi_give_##type(wadi_column *column, int32_t from, wadi_array *out) {               \
    out->buffers[1] = (uint8_t *)column->values.data + from * (int32_t)sizeof(wadi_##type);      \
  }

#define WADI_VARIABLE_COLUMN(type)                                                               \
  static inline void wadi_put_##type(wadi_column *column, wadi_##type value) {                   \
    int32_t end = 0;                                                                             \
    if (column->offsets.length == 0) wadi_append(&column->offsets, &end, sizeof end);            \
    wadi_append(&column->values, value.data, value.length);                                      \
    end = (int32_t)column->values.length;                                                        \
    wadi_append(&column->offsets, &end, sizeof end);                                             \
  }                                                                                              \
  static inline void wadi_give_##type(wadi_column *column, int32_t from, wadi_array *out) {               \
    out->buffers[1] = (uint8_t *)column->offsets.data + 4 * from;                                \
    out->buffers[2] = (uint8_t *)column->values.data;                                            \
  }

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-function"
WADI_FIXED_COLUMN(i8)
WADI_FIXED_COLUMN(u8)
WADI_FIXED_COLUMN(i16)
WADI_FIXED_COLUMN(u16)
WADI_FIXED_COLUMN(i32)
WADI_FIXED_COLUMN(u32)
WADI_FIXED_COLUMN(i64)
WADI_FIXED_COLUMN(u64)
WADI_FIXED_COLUMN(f32)
WADI_FIXED_COLUMN(f64)
WADI_FIXED_COLUMN(date)
WADI_FIXED_COLUMN(time)
WADI_FIXED_COLUMN(timestamp)
WADI_FIXED_COLUMN(timestamp_utc)
WADI_FIXED_COLUMN(timestamp_nanos)
WADI_FIXED_COLUMN(duration)
WADI_FIXED_COLUMN(months)
WADI_VARIABLE_COLUMN(text)
WADI_VARIABLE_COLUMN(bytes)
WADI_VARIABLE_COLUMN(json)

static inline void wadi_put_boolean(wadi_column *column, wadi_boolean value) {
  wadi_append(&column->values, &value, 1);
}
static inline void wadi_give_boolean(wadi_column *column, int32_t from, wadi_array *out) {
  column->bits.length = 0;
  for (int32_t row = 0; row < out->length; row += 8) {
    uint8_t bits = 0;
    for (int32_t bit = 0; bit < 8 && row + bit < out->length; bit++) {
      bits |= (uint8_t)(column->values.data[from + row + bit] << bit);
    }
    wadi_append(&column->bits, &bits, 1);
  }
  out->buffers[1] = (uint8_t *)column->bits.data;
}
#pragma clang diagnostic pop

// Lists of types and names: what stands for each, and what between them.
#define WADI_PICK(T1, a1, T2, a2, T3, a3, T4, a4, T5, a5, T6, a6, picked, ...) picked
#define WADI_EACH(M, S, ...)                                                                     \
  WADI_PICK(__VA_ARGS__, WADI_EACH_6, , WADI_EACH_5, , WADI_EACH_4, , WADI_EACH_3, ,             \
            WADI_EACH_2, , WADI_EACH_1, , )                                                      \
  (M, S, __VA_ARGS__)
#define WADI_EACH_1(M, S, T1, a1) M(0, T1, a1)
#define WADI_EACH_2(M, S, T1, a1, T2, a2) M(0, T1, a1) S() M(1, T2, a2)
#define WADI_EACH_3(M, S, T1, a1, T2, a2, T3, a3)                                                \
  WADI_EACH_2(M, S, T1, a1, T2, a2) S() M(2, T3, a3)
#define WADI_EACH_4(M, S, T1, a1, T2, a2, T3, a3, T4, a4)                                        \
  WADI_EACH_3(M, S, T1, a1, T2, a2, T3, a3) S() M(3, T4, a4)
#define WADI_EACH_5(M, S, T1, a1, T2, a2, T3, a3, T4, a4, T5, a5)                                \
  WADI_EACH_4(M, S, T1, a1, T2, a2, T3, a3, T4, a4) S() M(4, T5, a5)
#define WADI_EACH_6(M, S, T1, a1, T2, a2, T3, a3, T4, a4, T5, a5, T6, a6)                        \
  WADI_EACH_5(M, S, T1, a1, T2, a2, T3, a3, T4, a4, T5, a5) S() M(5, T6, a6)

#define WADI_NOTHING()
#define WADI_COMMA() ,
#define WADI_TEXT_COMMA() ","
#define WADI_LIST_PARAMETER(i, T, name) wadi_##T name
#define WADI_LIST_VALUE(i, T, name) WADI_READ(T, i)
#define WADI_LIST_ARG(i, T, name) WADI_ARG(T, name)
#define WADI_LIST_COLUMN(i, T, name)                                                             \
  "{" WADI_FIELD("name", #name) "," WADI_TYPE(T) "," WADI_QUOTED("nullable") ":false}"
#define WADI_LIST_PUT(i, T, name) wadi_put_##T(&table->columns[i], name);
#define WADI_LIST_GIVE(i, T, name)                                                               \
  out->children[i + 1]->length = out->length;                                                    \
  wadi_give_##T(&table->columns[i], table->taken, out->children[i + 1]);

#define WADI_UNPACKED(...) __VA_ARGS__
#define WADI_DESCRIBE_TABLE(function, arguments, columns)                                        \
  WADI_DESCRIBE("{" WADI_QUOTED("functions") ":[{" WADI_FIELD("name", #function) ","             \
                WADI_FIELD("export", "wadi_table_" #function) ","                                \
                WADI_FIELD("kind", "table") "," WADI_QUOTED("args") ":["                         \
                WADI_EACH(WADI_LIST_ARG, WADI_TEXT_COMMA, WADI_UNPACKED arguments) "],"          \
                WADI_QUOTED("columns") ":["                                                      \
                WADI_EACH(WADI_LIST_COLUMN, WADI_TEXT_COMMA, WADI_UNPACKED columns) "],"         \
                WADI_FIELD("nulls", "strict") "," WADI_FIELD("volatility", "immutable") "}]}")

#define WADI_TABLE(function, arguments, columns)                                                 \
  static wadi_table wadi_rows_of_##function;                                                     \
  static inline void function(                                                                   \
      WADI_EACH(WADI_LIST_PARAMETER, WADI_COMMA, WADI_UNPACKED arguments));                      \
  __attribute__((unused)) static inline void emit_##function(                                    \
      WADI_EACH(WADI_LIST_PARAMETER, WADI_COMMA, WADI_UNPACKED columns)) {                       \
    wadi_table *table = &wadi_rows_of_##function;                                                \
    wadi_append(&table->origins, &table->next, sizeof table->next);                              \
    table->made++;                                                                               \
    WADI_EACH(WADI_LIST_PUT, WADI_NOTHING, WADI_UNPACKED columns)                                \
  }                                                                                              \
  WADI_DESCRIBE_TABLE(function, arguments, columns)                                              \
  WADI_EXPORT("wadi_table_" #function)                                                           \
  int32_t wadi_call_##function(const wadi_array *in, wadi_array *out) {                          \
    wadi_table *table = &wadi_rows_of_##function;                                                \
    if (table->taken == table->made) wadi_table_clear(table, table->next);                       \
    while (wadi_table_wants(table, in, out)) {                                                   \
      int32_t row = table->next;                                                                 \
      wadi_outcome = WADI_IS_VALUE;                                                              \
      wadi_scratch.length = 0;                                                                   \
      function(WADI_EACH(WADI_LIST_VALUE, WADI_COMMA, WADI_UNPACKED arguments));                 \
      if (wadi_outcome >= WADI_IS_REJECTED) return wadi_table_fail(table, row);                    \
      table->next++;                                                                             \
    }                                                                                            \
    out->length = out->children[0]->length = wadi_table_take(table, out->length);                \
    out->children[0]->buffers[1] = (uint8_t *)table->origins.data + 4 * table->taken;            \
    WADI_EACH(WADI_LIST_GIVE, WADI_NOTHING, WADI_UNPACKED columns)                               \
    if (wadi_outcome == WADI_IS_ERROR) return wadi_table_fail(table, -1);                        \
    table->taken += (int32_t)out->length;                                                        \
    if (table->taken < table->made || table->next < in->length) return 2;                        \
    wadi_table_clear(table, 0);                                                                  \
    return 0;                                                                                    \
  }                                                                                              \
  static inline void function(                                                                   \
      WADI_EACH(WADI_LIST_PARAMETER, WADI_COMMA, WADI_UNPACKED arguments))

// ---- Options -----------------------------------------------------------------------------------

// An option of a format, a source or a sink: a piece of the JSON that describes them. Several have
// "," between them. Its type is one of string, integer, number, boolean.
#define WADI_OPTION(name, type, description)                                                     \
  WADI_QUOTED(#name) ":{" WADI_FIELD("type", #type) "," WADI_FIELD("description", description) "}"
#define WADI_NO_OPTIONS ""

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-function"

// A copy that stays, with a zero behind it.
static inline wadi_text wadi_keep(wadi_text text) {
  char *kept = (char *)wadi_alloc((size_t)text.length + 1, 1);
  if (kept == NULL) {
    wadi_fail("there is no memory left");
    return (wadi_text){"", 0};
  }
  memcpy(kept, text.data, (size_t)text.length);
  kept[text.length] = 0;
  return (wadi_text){kept, text.length};
}

static inline _Bool wadi_same(const char *text, const char *data, int32_t length) {
  int32_t i = 0;
  while (i < length && text[i] == data[i] && text[i] != 0) i++;
  return i == length && text[i] == 0;
}

// The four digits of an escape.
static inline uint32_t wadi_hex(const char *digits) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) {
    uint32_t letter = (uint32_t)digits[i] | 0x20;
    value = value * 16 + (letter < 'a' ? letter - '0' : letter - 'a' + 10);
  }
  return value;
}

static inline int32_t wadi_put_utf8(char *to, uint32_t character) {
  int32_t more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  static const uint8_t firsts[] = {0, 0xC0, 0xE0, 0xF0};
  to[0] = (char)(firsts[more] | character >> 6 * more);
  for (int32_t i = 1; i <= more; i++) to[i] = (char)(0x80 | (character >> 6 * (more - i) & 0x3F));
  return more + 1;
}

// What stands between the quotes of a JSON string, which the host has written.
static inline wadi_text wadi_unescape(wadi_text string) {
  static const char escapes[] = "n\nt\tr\rb\bf\f";
  wadi_text text = wadi_keep(string);
  char *to = (char *)text.data;
  if (text.length == 0) return text;
  text.length = 0;
  for (int32_t i = 0; i < string.length; i++) {
    uint32_t character = (uint8_t)string.data[i];
    if (character != '\\') {
      to[text.length++] = (char)character;
      continue;
    }
    character = (uint8_t)string.data[++i];
    if (character == 'u') {
      character = wadi_hex(string.data + i + 1);
      i += 4;
      if (character >> 10 == 0x36) { // the first half of a pair
        character = 0x10000 + ((character & 0x3FF) << 10) + (wadi_hex(string.data + i + 3) & 0x3FF);
        i += 6;
      }
    } else {
      for (int e = 0; escapes[e] != 0; e += 2) {
        if (character == (uint8_t)escapes[e]) {
          character = (uint8_t)escapes[e + 1];
          break;
        }
      }
    }
    text.length += wadi_put_utf8(to + text.length, character);
  }
  to[text.length] = 0;
  return text;
}

// What a table says for an option, as a text, which stays. Its `data` is NULL if there is none.
static inline wadi_text wadi_option(wadi_text options, const char *name) {
  const char *json = options.data;
  int32_t i = 1;
  while (i < options.length && json[i] != '}') {
    wadi_text part[2];
    _Bool quoted = 0;
    for (int key = 0; key < 2; key++) {
      quoted = json[i] == '"';
      int32_t start = i += quoted;
      while (quoted ? json[i] != '"' : json[i] != ',' && json[i] != '}') i += json[i] == '\\' ? 2 : 1;
      part[key] = (wadi_text){json + start, i - start};
      i += quoted;
      if (key == 0) i++; // the colon
    }
    if (wadi_same(name, part[0].data, part[0].length)) {
      return quoted ? wadi_unescape(part[1]) : wadi_keep(part[1]);
    }
    if (json[i] == ',') i++;
  }
  return (wadi_text){NULL, 0};
}

static inline int64_t wadi_parse_i64(wadi_text text, int64_t otherwise) {
  if (text.length == 0) return otherwise;
  _Bool negative = text.data[0] == '-';
  int64_t value = 0;
  for (int32_t i = negative; i < text.length; i++) {
    value = (int64_t)((uint64_t)value * 10 + (uint64_t)(text.data[i] - '0'));
  }
  return negative ? -value : value;
}

static inline int64_t wadi_option_i64(wadi_text options, const char *name, int64_t otherwise) {
  return wadi_parse_i64(wadi_option(options, name), otherwise);
}

static inline int32_t wadi_done(void) {
  if (wadi_outcome < WADI_IS_REJECTED) return 0;
  wadi_outcome = WADI_IS_VALUE;
  wadi_report.code = 1;
  wadi_report.row = -1;
  return 1;
}

#pragma clang diagnostic pop

// ---- Formats -----------------------------------------------------------------------------------

// A format makes rows of records, and records of rows, with the columns of a table:
//
//   WADI_FORMAT(lengths, "A text a line, and how long it is.", WADI_DECODES, WADI_NO_OPTIONS)
//
//   static const char *open_lengths(wadi_text options) { return NULL; }
//
//   static const char *decode_lengths(wadi_bytes record) {
//     if (record.length == 0) return "an empty line"; // rejects the record
//     wadi_set_text(0, record);
//     wadi_set_integer(1, record.length);
//     wadi_end_row(); // any number of times
//     return NULL;
//   }
//
// WADI_ENCODES needs `static const char *encode_lengths(wadi_buffer *record)`, which appends to the
// record with wadi_append, asking wadi_is_null(i), wadi_get_text(i) and so on; WADI_DECODES_AND_ENCODES
// both. All return NULL, or why not. wadi_columns[i] and wadi_column_count say what the columns are.
// Columns are numbers up to 64 bits, booleans, texts, bytes, JSON and times; nothing may be kept from
// record to record.
//
// wadi_option(options, "name") gives the value of an option as a text.

enum { WADI_FORMAT_COLUMNS = 256, WADI_FORMAT_BYTES = 1 << 20 };

// The C struct of the Arrow C Data Interface.
typedef struct wadi_schema {
  const char *format, *name;
  const uint8_t *metadata;
  int64_t flags, n_children;
  const struct wadi_schema *const *children;
  const struct wadi_schema *dictionary;
  void *release, *private_data;
} wadi_schema;

typedef struct {
  wadi_text name;
  const char *type; // as in ABI.md: "l" is a BIGINT, "u" a TEXT
  int32_t width;    // bytes of a value: 0 are bits, -1 texts
  _Bool nullable;   // false if the table has no nulls there
  // The rows that were made; a byte for each bit until the host takes them.
  wadi_buffer values, offsets, valid, bits, valid_bits;
} wadi_format_column;

static wadi_format_column wadi_columns[WADI_FORMAT_COLUMNS];
static int32_t wadi_column_count;

static struct {
  wadi_buffer origins;
  const wadi_array *in;        // what is encoded
  int32_t next, made, taken;   // the next record, rows that were made, and that the host has
  int32_t row;                 // that is encoded
} wadi_format;

static inline _Bool wadi_equal(const char *text, const char *other) {
  while (*text != 0 && *text == *other) text++, other++;
  return *text == *other;
}

// The bytes of a value, -2 if it is none of those that formats here can have.
static inline int32_t wadi_width_of(const char *type) {
  if (type[0] == 't') {
    if (type[1] == 'i') return wadi_equal(type, "tiM") ? 4 : -2;
    return wadi_equal(type, "tdD") ? 4 : 8;
  }
  if (type[1] != 0) return -2;
  switch (type[0]) {
    case 'b': return 0;
    case 'c': case 'C': return 1;
    case 's': case 'S': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': case 'g': return 8;
    case 'u': case 'z': return -1;
    default: return -2;
  }
}

__attribute__((unused)) static inline int32_t wadi_refuse(const char *why) {
  wadi_say(why);
  wadi_report.code = 1;
  wadi_report.row = -1;
  return 1;
}

// What the host says of columns is its own, and gone afterwards.
static inline const char *wadi_keep_columns(const wadi_schema *columns, int64_t count) {
  if (count > WADI_FORMAT_COLUMNS) return "it has too many columns";
  wadi_column_count = (int32_t)count;
  for (int32_t i = 0; i < wadi_column_count; i++) {
    const wadi_schema *schema = columns->children[i];
    wadi_format_column *column = &wadi_columns[i];
    *column = (wadi_format_column){.name = wadi_keep(wadi_text_of(schema->name)),
                                   .type = wadi_keep(wadi_text_of(schema->format)).data,
                                   .nullable = (schema->flags & 2) != 0};
    column->width = wadi_width_of(column->type);
    if (column->width < -1) return "a column has a type that it does not know";
  }
  return NULL;
}

__attribute__((unused)) static inline int32_t wadi_format_open(
    const wadi_array *options, const wadi_schema *columns, const char *(*open)(wadi_text)) {
  const char *why = wadi_keep_columns(columns, columns->n_children);
  if (why == NULL) why = open(wadi_read_text(options->children[0], 0));
  return why == NULL ? wadi_done() : wadi_refuse(why);
}

// ---- Making rows

static inline wadi_bytes wadi_cell(int32_t i, int32_t row) {
  const int32_t *ends = (const int32_t *)wadi_columns[i].offsets.data + row;
  return (wadi_bytes){wadi_columns[i].values.data + ends[0], ends[1] - ends[0]};
}

// Forgets what was made from a row on, and what the row has so far.
static inline void wadi_cut_rows(int32_t rows) {
  wadi_format.made = rows;
  wadi_format.origins.length = 4 * (int64_t)rows;
  for (int32_t i = 0; i < wadi_column_count; i++) {
    wadi_format_column *column = &wadi_columns[i];
    if (column->valid.length < rows) continue;
    column->valid.length = rows;
    if (column->width >= 0) {
      column->values.length = (int64_t)rows * (column->width == 0 ? 1 : column->width);
    } else if (column->offsets.length > 0) {
      column->offsets.length = 4 * ((int64_t)rows + 1);
      column->values.length = ((const int32_t *)column->offsets.data)[rows];
    }
  }
}

// A value of the row, or a null; whatever a column was set to before counts no more.
static inline void wadi_put_cell(int32_t i, const void *data, int64_t length, char valid) {
  wadi_format_column *column = &wadi_columns[i];
  int32_t end = 0;
  if (column->valid.length > wadi_format.made) {
    column->valid.length = wadi_format.made;
    if (column->width >= 0) {
      column->values.length -= column->width == 0 ? 1 : column->width;
    } else {
      column->offsets.length -= 4;
      column->values.length = ((const int32_t *)column->offsets.data)[wadi_format.made];
    }
  }
  if (column->width < 0 && column->offsets.length == 0) wadi_append(&column->offsets, &end, 4);
  wadi_append(&column->values, data, length);
  end = (int32_t)column->values.length;
  if (column->width < 0) wadi_append(&column->offsets, &end, 4);
  wadi_append(&column->valid, &valid, 1);
}

// Numbers of all widths, and times; what does not fit is cut off, so look at the column first.
__attribute__((unused)) static inline void wadi_set_integer(int32_t i, int64_t value) {
  wadi_put_cell(i, &value, wadi_columns[i].width, 1);
}

__attribute__((unused)) static inline void wadi_set_number(int32_t i, double value) {
  float narrow = (float)value;
  _Bool wide = wadi_columns[i].width == 8;
  wadi_put_cell(i, wide ? (void *)&value : (void *)&narrow, wide ? 8 : 4, 1);
}

__attribute__((unused)) static inline void wadi_set_boolean(int32_t i, _Bool value) {
  wadi_put_cell(i, &value, 1, 1);
}

// Whether bytes are UTF-8, as a TEXT has to be.
__attribute__((unused)) static inline _Bool wadi_is_utf8(wadi_text text) {
  const uint8_t *at = (const uint8_t *)text.data, *end = at + text.length;
  while (at < end) {
    uint32_t first = *at++;
    int32_t more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    uint32_t character = first & (0x7Fu >> (more + (more > 0)));
    if (more < 0 || first > 0xF4 || end - at < more) return 0;
    for (int32_t i = 0; i < more; i++, at++) {
      if ((*at & 0xC0) != 0x80) return 0;
      character = character << 6 | (*at & 0x3F);
    }
    if (more == 2 && (character < 0x800 || (character & 0xFFFFF800) == 0xD800)) return 0;
    if (more == 3 && (character < 0x10000 || character > 0x10FFFF)) return 0;
  }
  return 1;
}

// TEXT, which has to be UTF-8, JSON and BYTEA.
__attribute__((unused)) static inline void wadi_set_text(int32_t i, wadi_text value) {
  wadi_put_cell(i, value.data, value.length, 1);
}

// Completes the row. Columns that were not set are null.
__attribute__((unused)) static inline void wadi_end_row(void) {
  static const int64_t nothing = 0;
  for (int32_t i = 0; i < wadi_column_count; i++) {
    int32_t width = wadi_columns[i].width;
    if (wadi_columns[i].valid.length > wadi_format.made) continue;
    wadi_put_cell(i, &nothing, width < 0 ? 0 : width == 0 ? 1 : width, 0);
  }
  wadi_append(&wadi_format.origins, &wadi_format.next, 4);
  wadi_format.made++;
}

static inline uint8_t *wadi_bits_of(const wadi_buffer *bytes, int32_t from, int64_t rows,
                                    wadi_buffer *bits) {
  bits->length = 0;
  for (int64_t row = 0; row < rows; row += 8) {
    uint8_t byte = 0;
    for (int64_t bit = 0; bit < 8 && row + bit < rows; bit++) {
      byte |= (uint8_t)(bytes->data[from + row + bit] << bit);
    }
    wadi_append(bits, &byte, 1);
  }
  return (uint8_t *)bits->data;
}

static inline void wadi_give_rows(wadi_array *out, int64_t rows) {
  int32_t from = wadi_format.taken;
  out->length = out->children[0]->length = rows;
  out->children[0]->buffers[1] = (uint8_t *)wadi_format.origins.data + 4 * from;
  for (int32_t i = 0; i < wadi_column_count; i++) {
    wadi_format_column *column = &wadi_columns[i];
    wadi_array *to = out->children[i + 1];
    to->length = rows;
    to->buffers[0] = wadi_bits_of(&column->valid, from, rows, &column->valid_bits);
    if (column->width == 0) {
      to->buffers[1] = wadi_bits_of(&column->values, from, rows, &column->bits);
    } else if (column->width > 0) {
      to->buffers[1] = (uint8_t *)column->values.data + from * column->width;
    } else {
      to->buffers[1] = (uint8_t *)column->offsets.data + 4 * from;
      to->buffers[2] = (uint8_t *)column->values.data;
    }
  }
  wadi_format.taken += (int32_t)rows;
}

static inline int64_t wadi_format_bytes(void) {
  int64_t bytes = 0;
  for (int32_t i = 0; i < wadi_column_count; i++) bytes += wadi_columns[i].values.length;
  return bytes;
}

__attribute__((unused)) static inline int32_t wadi_format_decode(
    const wadi_array *in, wadi_array *out, const char *(*decode)(wadi_bytes)) {
  if (wadi_format.next == 0) wadi_begin_rejections();
  if (wadi_format.taken == wadi_format.made) {
    wadi_format.taken = 0;
    wadi_cut_rows(0);
  }
  wadi_outcome = WADI_IS_VALUE;
  while (wadi_format.next < in->length && wadi_format.made - wadi_format.taken < out->length &&
         wadi_format_bytes() < WADI_FORMAT_BYTES) {
    int32_t before = wadi_format.made;
    const char *why = decode(wadi_read_bytes(in->children[0], wadi_format.next));
    wadi_cut_rows(why == NULL ? wadi_format.made : before);
    if (why != NULL) {
      wadi_say(why);
      wadi_add_rejection(wadi_format.next);
    }
    wadi_format.next++;
  }
  int64_t rows = wadi_format.made - wadi_format.taken;
  wadi_give_rows(out, rows < out->length ? rows : out->length);
  if (wadi_outcome == WADI_IS_ERROR) return wadi_refuse(wadi_report.message);
  if (wadi_format.taken < wadi_format.made || wadi_format.next < in->length) return 2;
  wadi_format.next = 0;
  return wadi_rejected_rows.length > 0 ? 4 : 0;
}

// ---- Making records

__attribute__((unused)) static inline _Bool wadi_is_null(int32_t i) {
  const uint8_t *valid = wadi_format.in->children[i]->buffers[0];
  return valid != NULL && !wadi_bit(valid, wadi_format.row);
}

__attribute__((unused)) static inline wadi_text wadi_get_text(int32_t i) {
  return wadi_read_text(wadi_format.in->children[i], wadi_format.row);
}

__attribute__((unused)) static inline _Bool wadi_get_boolean(int32_t i) {
  return wadi_read_boolean(wadi_format.in->children[i], wadi_format.row);
}

__attribute__((unused)) static inline int64_t wadi_get_integer(int32_t i) {
  const wadi_array *array = wadi_format.in->children[i];
  int32_t row = wadi_format.row;
  switch (wadi_columns[i].type[0]) {
    case 'c': return wadi_read_i8(array, row);
    case 'C': return wadi_read_u8(array, row);
    case 's': return wadi_read_i16(array, row);
    case 'S': return wadi_read_u16(array, row);
    case 'I': return wadi_read_u32(array, row);
    default: return wadi_columns[i].width == 4 ? wadi_read_i32(array, row) : wadi_read_i64(array, row);
  }
}

__attribute__((unused)) static inline double wadi_get_number(int32_t i) {
  const wadi_array *array = wadi_format.in->children[i];
  return wadi_columns[i].width == 4 ? (double)wadi_read_f32(array, wadi_format.row)
                                    : wadi_read_f64(array, wadi_format.row);
}

__attribute__((unused)) static inline int32_t wadi_format_encode(
    const wadi_array *in, wadi_array *out, const char *(*encode)(wadi_buffer *)) {
  int32_t *ends = (int32_t *)out->buffers[1];
  wadi_begin_rejections();
  wadi_outcome = WADI_IS_VALUE;
  wadi_result_bytes.length = 0;
  wadi_format.in = in;
  ends[0] = 0;
  for (int32_t row = 0; row < (int32_t)out->length; row++) {
    wadi_format.row = row;
    const char *why = encode(&wadi_result_bytes);
    if (why != NULL) {
      wadi_result_bytes.length = ends[row];
      wadi_set_bit(out->buffers[0], row, 0);
      wadi_say(why);
      wadi_add_rejection(row);
    }
    ends[row + 1] = (int32_t)wadi_result_bytes.length;
  }
  out->buffers[2] = (uint8_t *)wadi_result_bytes.data;
  if (wadi_outcome == WADI_IS_ERROR) return wadi_refuse(wadi_report.message);
  return wadi_rejected_rows.length > 0 ? 4 : 0;
}

#define WADI_FORMAT(format, description, ways, options)                                          \
  static const char *open_##format(wadi_text);                                                      \
  WADI_DESCRIBE("{" WADI_QUOTED("formats") ":[{" WADI_FIELD("name", #format) ","                 \
                WADI_FIELD("export", "wadi_format_" #format) ","                                 \
                WADI_FIELD("description", description) "," WADI_JSON_##ways ","                  \
                WADI_QUOTED("options") ":{" WADI_QUOTED("properties") ":{" options "}}}]}")      \
  WADI_EXPORT("wadi_format_" #format "_open")                                                    \
  int32_t wadi_open_##format(const wadi_array *options_of_table, const wadi_schema *columns) {   \
    return wadi_format_open(options_of_table, columns, open_##format);                           \
  }                                                                                              \
  WADI_EXPORT_##ways(format)

#define WADI_JSON_WADI_DECODES WADI_QUOTED("decodes") ":true"
#define WADI_JSON_WADI_ENCODES WADI_QUOTED("encodes") ":true"
#define WADI_JSON_WADI_DECODES_AND_ENCODES WADI_JSON_WADI_DECODES "," WADI_JSON_WADI_ENCODES
#define WADI_EXPORT_WADI_DECODES(format)                                                         \
  static const char *decode_##format(wadi_bytes record);                                         \
  WADI_EXPORT("wadi_format_" #format "_decode")                                                  \
  int32_t wadi_decode_##format(const wadi_array *in, wadi_array *out) {                          \
    return wadi_format_decode(in, out, decode_##format);                                         \
  }
#define WADI_EXPORT_WADI_ENCODES(format)                                                         \
  static const char *encode_##format(wadi_buffer *record);                                       \
  WADI_EXPORT("wadi_format_" #format "_encode")                                                  \
  int32_t wadi_encode_##format(const wadi_array *in, wadi_array *out) {                          \
    return wadi_format_encode(in, out, encode_##format);                                         \
  }
#define WADI_EXPORT_WADI_DECODES_AND_ENCODES(format)                                             \
  WADI_EXPORT_WADI_DECODES(format) WADI_EXPORT_WADI_ENCODES(format)

// ---- Sources -----------------------------------------------------------------------------------
//
//   WADI_SOURCE(count, "Counts", "true",
//               WADI_OPTION(rows, integer, "How far to count"),
//               (i64, n, text, shown))
//
//   static int64_t rows, done;
//
//   static void count_open(wadi_text options, wadi_text split, wadi_text position) {
//     rows = wadi_option_i64(options, "rows", 10);
//     done = wadi_parse_i64(position, 0);
//   }
//
//   static int32_t count_poll(int32_t most) {
//     for (; most > 0 && done < rows; most--) emit_count(done++, (wadi_text){"x", 1});
//     return done < rows ? WADI_MORE : WADI_END;
//   }
//
//   static wadi_text count_position(void) { return wadi_shown_i64(done); }
//
// makes a connector of 1 to 6 columns, which are no lists and never null: WITH (connector = 'count',
// rows = 5). It is one split. The third argument says whether tables end: "true", "false", or
// WADI_QUOTED("rows") if those do that have the option. Position is empty at the beginning.
// wadi_fail("why") fails the job.

enum { WADI_MORE = 0, WADI_NOTHING_NOW = 2, WADI_END = 3 };

// A number's digits; they live until the next ones are asked for.
static inline wadi_text wadi_shown_i64(int64_t value) {
  static char digits[20];
  int32_t at = sizeof digits;
  uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
  do {
    digits[--at] = (char)('0' + left % 10);
    left /= 10;
  } while (left > 0);
  if (value < 0) digits[--at] = '-';
  return (wadi_text){digits + at, (int32_t)sizeof digits - at};
}

// Which child of what is wanted a column is, or -1.
static inline int32_t wadi_wanted(const wadi_schema *schema, const char *column) {
  int32_t length = 0;
  while (column[length] != 0) length++;
  for (int32_t i = 0; i < schema->n_children; i++) {
    if (wadi_same(schema->children[i]->name, column, length)) return i;
  }
  return -1;
}

#define WADI_LIST_WANTED(i, T, name) wanted[i] = wadi_wanted(schema, #name);
#define WADI_LIST_GIVE_WANTED(i, T, name)                                                        \
  if (wanted[i] >= 0) {                                                                          \
    out->children[wanted[i]]->length = out->length;                                              \
    wadi_give_##T(&table->columns[i], 0, out->children[wanted[i]]);                              \
  }

#define WADI_SOURCE(source, description, bounded, options, columns)                              \
  static wadi_table wadi_rows_of_##source;                                                       \
  static int32_t wadi_wanted_of_##source[WADI_TABLE_COLUMNS];                                    \
  static int32_t wadi_end_of_##source;                                                           \
  static void source##_open(wadi_text, wadi_text, wadi_text);                                    \
  static int32_t source##_poll(int32_t);                                                         \
  static wadi_text source##_position(void);                                                      \
  static inline void emit_##source(                                                              \
      WADI_EACH(WADI_LIST_PARAMETER, WADI_COMMA, WADI_UNPACKED columns)) {                       \
    wadi_table *table = &wadi_rows_of_##source;                                                  \
    table->made++;                                                                               \
    WADI_EACH(WADI_LIST_PUT, WADI_NOTHING, WADI_UNPACKED columns)                                \
  }                                                                                              \
  WADI_DESCRIBE("{" WADI_QUOTED("sources") ":[{" WADI_FIELD("name", #source) ","                 \
                WADI_FIELD("export", "wadi_source_" #source) ","                                 \
                WADI_FIELD("description", description) ","                                       \
                WADI_QUOTED("bounded") ":" bounded ","                                           \
                WADI_QUOTED("options") ":{" WADI_QUOTED("properties") ":{" options "}},"         \
                WADI_QUOTED("columns") ":["                                                      \
                WADI_EACH(WADI_LIST_COLUMN, WADI_TEXT_COMMA, WADI_UNPACKED columns) "]}]}")      \
  WADI_EXPORT("wadi_source_" #source "_open")                                                    \
  int32_t wadi_open_##source(const wadi_array *in, const wadi_schema *schema) {                  \
    int32_t *wanted = wadi_wanted_of_##source;                                                   \
    WADI_EACH(WADI_LIST_WANTED, WADI_NOTHING, WADI_UNPACKED columns)                             \
    const wadi_array *position = in->children[2];                                                \
    _Bool given = position->buffers[0] == NULL || wadi_bit(position->buffers[0], 0);             \
    source##_open(wadi_read_text(in->children[0], 0), wadi_read_text(in->children[1], 0),        \
                  given ? wadi_read_text(position, 0) : (wadi_text){0});                         \
    return wadi_done();                                                                          \
  }                                                                                              \
  WADI_EXPORT("wadi_source_" #source "_poll")                                                    \
  int32_t wadi_poll_##source(const wadi_array *in, wadi_array *out) {                            \
    wadi_table *table = &wadi_rows_of_##source;                                                  \
    int32_t *wanted = wadi_wanted_of_##source;                                                   \
    wadi_table_clear(table, 0);                                                                  \
    if (wadi_end_of_##source == WADI_END) return WADI_END;                                       \
    wadi_end_of_##source = source##_poll(wadi_read_i32(in->children[0], 0));                     \
    if (wadi_done() != 0) return 1;                                                              \
    if (table->made == 0) {                                                                      \
      return wadi_end_of_##source == WADI_END ? WADI_END : WADI_NOTHING_NOW;                     \
    }                                                                                            \
    out->length = table->made;                                                                   \
    WADI_EACH(WADI_LIST_GIVE_WANTED, WADI_NOTHING, WADI_UNPACKED columns)                        \
    return wadi_done();                                                                          \
  }                                                                                              \
  WADI_EXPORT("wadi_source_" #source "_position")                                                \
  int32_t wadi_position_##source(const wadi_array *in, wadi_array *out) {                        \
    static int32_t offsets[2];                                                                   \
    (void)in;                                                                                    \
    wadi_text position = source##_position();                                                    \
    offsets[1] = position.length;                                                                \
    out->length = out->children[0]->length = 1;                                                  \
    out->children[0]->buffers[1] = (uint8_t *)offsets;                                           \
    out->children[0]->buffers[2] = (uint8_t *)position.data;                                     \
    return wadi_done();                                                                          \
  }

// ---- Sinks -------------------------------------------------------------------------------------
//
//   WADI_SINK(hook, "Calls a URL for each row", WADI_APPENDS,
//             WADI_OPTION(url, string, "What to call"))
//
//   static wadi_text url;
//
//   static void hook_open(wadi_text options, wadi_writer writer) {
//     url = wadi_option(options, "url");
//   }
//
//   static void hook_write(void) { // a row: wadi_get_text(0), wadi_is_null(1) and so on
//     wadi_request request = wadi_post(url, wadi_get_text(0));
//     wadi_response reply;
//     if (!wadi_send(&request, &reply) || reply.status != 200) wadi_fail("it was not called");
//   }
//
//   static void hook_flush(void) {} // what was written must be there now, for others to see
//
// makes a connector of tables with any columns of the types that formats know: wadi_columns[i] and
// wadi_column_count say which. wadi_fail("why") fails the job.
//
// WADI_TWO_PHASE_SINK takes the same, and in place of the last function
//
//   static void hook_prepare(int64_t epoch) { wadi_to_commit(wadi_text_of("a")); }
//   static void hook_commit(wadi_text committable) {}
//   static void hook_recover(wadi_list_text committables) {}
//   static void hook_close(void) {}
//
// `prepare` makes what was written since the last time durable, but not visible, and says, in any
// number of texts, what another instance has to know to `commit` it: each is made visible, if it is
// not already. `recover` is called in an instance of its own before any writer is opened: it commits
// what an earlier run of the same owner has prepared, and discards whatever else that run has left.
// `close` discards what was not prepared.
//
// WADI_CHANGES in place of WADI_APPENDS takes rows that are changed and taken back, too: wadi_change()
// says what becomes of a row. WADI_MOST_WRITERS(n) behind either limits how many there are.

typedef struct {
  int32_t subtask, parallelism; // which of how many writers it is, from 0
  wadi_text job;                // unique to this run
  wadi_text owner;              // the same for all runs that go on where another has ended
} wadi_writer;

#define WADI_APPENDS WADI_QUOTED("changelog") ":false"
#define WADI_CHANGES WADI_QUOTED("changelog") ":true"
#define WADI_MOST_WRITERS(n) "," WADI_QUOTED("max_parallelism") ":" #n

enum { WADI_INSERT, WADI_UPDATE_BEFORE, WADI_UPDATE_AFTER, WADI_DELETE };

// What is to be committed: texts, and where they end.
static wadi_buffer wadi_committables, wadi_committable_ends;

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-function"

// What becomes of the row, of a sink with WADI_CHANGES.
static inline int32_t wadi_change(void) {
  return wadi_format.in->n_children == wadi_column_count
             ? WADI_INSERT
             : wadi_read_i8(wadi_format.in->children[wadi_column_count], wadi_format.row);
}

static inline int32_t wadi_sink_open(const wadi_array *in, const wadi_schema *schema,
                                     void (*open)(wadi_text, wadi_writer)) {
  int64_t count = schema->n_children;
  count -= count > 0 && wadi_equal(schema->children[count - 1]->name, "$change");
  const char *why = wadi_keep_columns(schema, count);
  if (why != NULL) return wadi_refuse(why);
  open(wadi_read_text(in->children[0], 0),
       (wadi_writer){wadi_read_i32(in->children[1], 0), wadi_read_i32(in->children[2], 0),
                     wadi_keep(wadi_read_text(in->children[3], 0)),
                     wadi_keep(wadi_read_text(in->children[4], 0))});
  return wadi_done();
}

static inline int32_t wadi_sink_write(const wadi_array *in, void (*write)(void)) {
  wadi_format.in = in;
  for (int32_t row = 0; row < in->length && wadi_outcome < WADI_IS_REJECTED; row++) {
    wadi_format.row = row;
    wadi_scratch.length = 0;
    write();
  }
  return wadi_done();
}

// Says what is to be committed of what was written.
static inline void wadi_to_commit(wadi_text committable) {
  wadi_append(&wadi_committables, committable.data, committable.length);
  int32_t end = (int32_t)wadi_committables.length;
  wadi_append(&wadi_committable_ends, &end, sizeof end);
}

static inline int32_t wadi_sink_prepare(const wadi_array *in, wadi_array *out,
                                        void (*prepare)(int64_t)) {
  int32_t start = 0;
  wadi_committables.length = wadi_committable_ends.length = wadi_scratch.length = 0;
  wadi_append(&wadi_committable_ends, &start, sizeof start);
  prepare(wadi_read_i64(in->children[0], 0));
  out->length = out->children[0]->length = wadi_committable_ends.length / 4 - 1;
  out->children[0]->buffers[0] = NULL;
  out->children[0]->buffers[1] = (uint8_t *)wadi_committable_ends.data;
  out->children[0]->buffers[2] = (uint8_t *)wadi_committables.data;
  return wadi_done();
}

static inline int32_t wadi_sink_commit(const wadi_array *in, void (*commit)(wadi_text)) {
  for (int32_t row = 0; row < in->length && wadi_outcome < WADI_IS_REJECTED; row++) {
    wadi_scratch.length = 0;
    commit(wadi_read_text(in->children[0], row));
  }
  return wadi_done();
}

static inline int32_t wadi_sink_recover(const wadi_array *in, void (*recover)(wadi_list_text)) {
  wadi_scratch.length = 0;
  wadi_text *items = (wadi_text *)wadi_take(in->length * (int64_t)sizeof *items);
  for (int32_t i = 0; items != NULL && i < in->length; i++) {
    items[i] = wadi_read_text(in->children[0], i);
  }
  if (items != NULL) recover((wadi_list_text){items, (int32_t)in->length});
  return wadi_done();
}

static inline int32_t wadi_sink_call(void (*call)(void)) {
  wadi_scratch.length = 0;
  call();
  return wadi_done();
}
#pragma clang diagnostic pop

// An export that passes its arguments on, with a function of the sink.
#define WADI_SINK_EXPORT(sink, verb, second, call)                                               \
  WADI_EXPORT("wadi_sink_" #sink "_" #verb)                                                      \
  int32_t wadi_##verb##_##sink(const wadi_array *in, second *out) {                              \
    (void)in, (void)out;                                                                         \
    return call;                                                                                 \
  }

#define WADI_ANY_SINK(sink, description, delivery, settings, options)                            \
  static void sink##_open(wadi_text, wadi_writer);                                               \
  static void sink##_write(void);                                                                \
  WADI_DESCRIBE("{" WADI_QUOTED("sinks") ":[{" WADI_FIELD("name", #sink) ","                     \
                WADI_FIELD("export", "wadi_sink_" #sink) ","                                     \
                WADI_FIELD("description", description) ","                                       \
                WADI_FIELD("delivery", delivery) "," settings ","                                \
                WADI_QUOTED("options") ":{" WADI_QUOTED("properties") ":{" options "}}}]}")      \
  WADI_SINK_EXPORT(sink, open, const wadi_schema, wadi_sink_open(in, out, sink##_open))          \
  WADI_SINK_EXPORT(sink, write, wadi_array, wadi_sink_write(in, sink##_write))

#define WADI_SINK(sink, description, settings, options)                                          \
  static void sink##_flush(void);                                                                \
  WADI_ANY_SINK(sink, description, "at_least_once", settings, options)                           \
  WADI_SINK_EXPORT(sink, flush, wadi_array, wadi_sink_call(sink##_flush))                        \
  WADI_SINK_EXPORT(sink, finish, wadi_array, wadi_sink_call(sink##_flush))

#define WADI_TWO_PHASE_SINK(sink, description, settings, options)                                \
  static void sink##_prepare(int64_t);                                                           \
  static void sink##_commit(wadi_text);                                                          \
  static void sink##_recover(wadi_list_text);                                                    \
  static void sink##_close(void);                                                                \
  WADI_ANY_SINK(sink, description, "two_phase", settings, options)                               \
  WADI_SINK_EXPORT(sink, prepare, wadi_array, wadi_sink_prepare(in, out, sink##_prepare))        \
  WADI_SINK_EXPORT(sink, commit, wadi_array, wadi_sink_commit(in, sink##_commit))                \
  WADI_SINK_EXPORT(sink, recover, wadi_array, wadi_sink_recover(in, sink##_recover))             \
  WADI_SINK_EXPORT(sink, close, wadi_array, wadi_sink_call(sink##_close))

#endif
