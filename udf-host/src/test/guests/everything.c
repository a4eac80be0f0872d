// What the C SDK offers, once each.
#include "wadi.h"

WADI_PLUGIN("everything-c", "1.0.0")

WADI_SCALAR_1(boolean, next_boolean, boolean, x) { return !x; }
WADI_SCALAR_1(i8, next_i8, i8, x) { return (int8_t)(x + 1); }
WADI_SCALAR_1(u8, next_u8, u8, x) { return (uint8_t)(x + 1); }
WADI_SCALAR_1(i16, next_i16, i16, x) { return (int16_t)(x + 1); }
WADI_SCALAR_1(u16, next_u16, u16, x) { return (uint16_t)(x + 1); }
WADI_SCALAR_1(i32, next_i32, i32, x) { return x + 1; }
WADI_SCALAR_1(u32, next_u32, u32, x) { return x + 1; }
WADI_SCALAR_1(i64, next_i64, i64, x) { return x + 1; }
WADI_SCALAR_1(u64, next_u64, u64, x) { return x + 1; }
WADI_SCALAR_1(f32, next_f32, f32, x) { return x + 1; }
WADI_SCALAR_1(f64, next_f64, f64, x) { return x + 1; }
WADI_SCALAR_1(date, next_date, date, x) { return x + 1; }
WADI_SCALAR_1(time, next_time, time, x) { return x + 1; }
WADI_SCALAR_1(timestamp, next_timestamp, timestamp, x) { return x + 1; }
WADI_SCALAR_1(timestamp_utc, next_timestamp_utc, timestamp_utc, x) { return x + 1; }
WADI_SCALAR_1(timestamp_nanos, next_timestamp_nanos, timestamp_nanos, x) { return x + 1; }
WADI_SCALAR_1(duration, next_duration, duration, x) { return x + 1; }
WADI_SCALAR_1(months, next_months, months, x) { return x + 1; }

WADI_SCALAR_1(text, next_text, text, x) {
  static char longer[1000];
  for (int i = 0; i < x.length; i++) longer[i] = x.data[i];
  longer[x.length] = '+';
  return (wadi_text){longer, x.length + 1};
}

WADI_SCALAR_1(bytes, next_bytes, bytes, x) {
  static char reversed[1000];
  for (int i = 0; i < x.length; i++) reversed[x.length - 1 - i] = x.data[i];
  return (wadi_bytes){reversed, x.length};
}

WADI_SCALAR_1(i64, half, i64, x) { return x % 2 == 0 ? x / 2 : WADI_NULL(i64); }

WADI_SCALAR_2(i64, quotient, i64, a, i64, b) {
  return b == 0 ? WADI_FAIL(i64, "b is 0") : a / b;
}

WADI_SCALAR_6(i64, total, i64, a, i64, b, i64, c, i64, d, i64, e, i64, f) {
  return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f;
}

WADI_SCALAR_1(json, boxed_json, json, x) {
  static char array[1000];
  for (int i = 0; i < x.length; i++) array[i + 1] = x.data[i];
  array[0] = '[';
  array[x.length + 1] = ']';
  return (wadi_json){array, x.length + 2};
}

WADI_SCALAR_1(f64, total_of, list_f64, xs) {
  double sum = 0;
  for (int i = 0; i < xs.length; i++) sum += xs.items[i];
  return sum;
}

WADI_SCALAR_1(list_text, word_list, text, x) {
  static wadi_text words[100];
  int count = 0, inside = 0;
  for (int i = 0; i < x.length; i++) {
    if (x.data[i] == ' ') {
      inside = 0;
    } else {
      if (!inside) words[count++] = (wadi_text){x.data + i, 0};
      inside = 1;
      words[count - 1].length++;
    }
  }
  return (wadi_list_text){words, count};
}

WADI_SCALAR_VARIADIC(text, longest, text, texts) {
  wadi_text longest = {"", 0};
  for (int i = 0; i < texts.length; i++) {
    if (texts.items[i].length > longest.length) longest = texts.items[i];
  }
  return longest;
}

// Identities.
WADI_SCALAR_1(list_i64, same_list, list_i64, x) { return x; }
WADI_SCALAR_1(list_boolean, same_bits, list_boolean, x) { return x; }
WADI_SCALAR_1(list_text, same_texts, list_text, x) { return x; }
WADI_SCALAR_2(list_bytes, longer, list_bytes, a, list_bytes, b) {
  return a.length > b.length ? a : b;
}

WADI_SCALAR_1(i64, whole, text, x) {
  int64_t number = 0;
  if (x.length == 0) return WADI_FAIL(i64, "there is nothing");
  for (int i = 0; i < x.length; i++) {
    if (x.data[i] < '0' || x.data[i] > '9') return WADI_FAIL(i64, "not a digit");
    number = number * 10 + x.data[i] - '0';
  }
  return number;
}

typedef struct {
  int64_t sum, count;
} c_sum_state;

static void c_sum_add(c_sum_state *state, int64_t x) {
  state->sum += x;
  state->count++;
}

static void c_sum_remove(c_sum_state *state, int64_t x) {
  state->sum -= x;
  state->count--;
}

static void c_sum_merge(c_sum_state *state, const c_sum_state *other) {
  state->sum += other->sum;
  state->count += other->count;
}

static int64_t c_sum_result(const c_sum_state *state) {
  return state->count == 0 ? WADI_NULL(i64) : state->sum;
}

WADI_AGGREGATE_1(i64, c_sum, retracting, i64, x)

typedef struct {
  double least;
  _Bool any;
} c_min_state;

static void c_min_add(c_min_state *state, double x, int32_t sign) {
  x *= sign;
  if (!state->any || x < state->least) state->least = x;
  state->any = 1;
}

static void c_min_merge(c_min_state *state, const c_min_state *other) {
  c_min_add(state, other->least, 1);
}

static double c_min_result(const c_min_state *state) {
  return state->any ? state->least : WADI_NULL(f64);
}

WADI_AGGREGATE_2(f64, c_min, adding, f64, x, i32, sign)

// So many numbers from the first; fails from a hundred thousand on.
WADI_TABLE(numbers, (i64, first, i64, count),
           (i64, number, boolean, even, text, label, f64, half, i16, small)) {
  static char digits[20];
  if (first >= 100000) {
    wadi_fail("too large");
    return;
  }
  for (int64_t i = first; i < first + count; i++) {
    int32_t length = 0;
    for (int64_t rest = i; rest > 0; rest /= 10) digits[length++] = (char)('0' + rest % 10);
    emit_numbers(i, i % 2 == 0, (wadi_text){digits, length}, (double)i / 2, (int16_t)i);
  }
}

// A long text as often as is asked for.
WADI_TABLE(long_texts, (text, part, i32, count), (text, whole)) {
  static char whole[100000];
  for (int32_t i = 0; i < (int32_t)sizeof whole; i++) whole[i] = part.data[i % part.length];
  for (int32_t i = 0; i < count; i++) emit_long_texts((wadi_text){whole, sizeof whole});
}

WADI_SOURCE(count, "Counts", "true",
            WADI_OPTION(rows, integer, "How far to count") ","
            WADI_OPTION(word, string, "What to say"),
            (i64, n, text, shown, boolean, odd))

static int64_t count_rows, count_done;
static char count_word[100];
static int32_t count_length;

static void count_open(wadi_text options, wadi_text split, wadi_text position) {
  (void)split;
  wadi_text word = wadi_option(options, "word");
  if (word.length > (int32_t)sizeof count_word) {
    wadi_fail("the word is too long");
    return;
  }
  memcpy(count_word, word.data, word.length);
  count_length = word.length;
  count_rows = wadi_option_i64(options, "rows", 10);
  count_done = wadi_parse_i64(position, 0);
}

static int32_t count_poll(int32_t most) {
  for (; most > 0 && count_done < count_rows; most--, count_done++) {
    emit_count(count_done, (wadi_text){count_word, count_length}, count_done & 1);
  }
  return count_done < count_rows ? WADI_MORE : WADI_END;
}

static wadi_text count_position(void) { return wadi_shown_i64(count_done); }
