// Records of fields with fixed widths, as old systems write them: `fixed.widths = '4,10,8'`.
#include "wadi.h"

WADI_PLUGIN("fixed", "1.0.0")

WADI_FORMAT(fixed, "Fields of fixed widths, filled up with spaces: texts on the right, numbers on the left.",
            WADI_DECODES_AND_ENCODES,
            WADI_OPTION(columns, string, "the names of all fields, with commas between") ","
            WADI_OPTION(widths, string, "how many bytes each field has, with commas between"))

enum { FIELDS = 64 };

static struct {
  int32_t column; // of the table, -1 if it has none for the field
  int32_t start, width;
} fields[FIELDS];

static int32_t field_count, record_length;

static _Bool is_text(int32_t column) { return wadi_columns[column].type[0] == 'u'; }

static int32_t column_named(const char *name, int32_t length) {
  for (int32_t i = 0; i < wadi_column_count; i++) {
    int32_t at = 0;
    if (wadi_columns[i].name.length != length) continue;
    while (at < length && wadi_columns[i].name.data[at] == name[at]) at++;
    if (at == length) return i;
  }
  return -1;
}

// Names and widths go side by side.
static const char *open_fixed(wadi_text options) {
  wadi_text names = wadi_option(options, "columns"), widths = wadi_option(options, "widths");
  if (names.data == NULL || widths.data == NULL) return "it needs fixed.columns and fixed.widths";
  int32_t n = 0, w = 0;
  field_count = record_length = 0;
  while (n < names.length && w < widths.length) {
    if (field_count == FIELDS) return "it has more than 64 fields";
    int32_t start = n, width = 0;
    while (n < names.length && names.data[n] != ',') n++;
    for (; w < widths.length && widths.data[w] != ','; w++) {
      if (widths.data[w] < '0' || widths.data[w] > '9' || width > 10000) return "a width is no number";
      width = 10 * width + widths.data[w] - '0';
    }
    if (width == 0) return "a field has no width";
    fields[field_count].column = column_named(names.data + start, n++ - start);
    fields[field_count].start = record_length;
    fields[field_count++].width = width;
    record_length += width;
    w++;
  }
  if (n < names.length || w < widths.length) return "it has another number of columns than of widths";
  for (int32_t i = 0; i < wadi_column_count; i++) {
    int32_t known = 0;
    for (int32_t f = 0; f < field_count; f++) known += fields[f].column == i;
    if (known != 1) return "each column of the table has to be in fixed.columns, once";
    char type = wadi_columns[i].type[0];
    if (type != 'u' && type != 'l' && type != 'i') return "its columns are TEXT, INT and BIGINT";
  }
  return NULL;
}

static const char *read_number(wadi_bytes field, int32_t column) {
  _Bool negative = field.data[0] == '-';
  uint64_t most = wadi_columns[column].width == 4 ? INT32_MAX : INT64_MAX, value = 0;
  if (field.length == (int32_t)negative) return "a number has no digits";
  for (int32_t i = negative; i < field.length; i++) {
    if (field.data[i] < '0' || field.data[i] > '9') return "a field is no number";
    uint64_t digit = (uint64_t)(field.data[i] - '0');
    if (value > (most + negative - digit) / 10) return "a number does not fit its column";
    value = 10 * value + digit;
  }
  wadi_set_integer(column, (int64_t)(negative ? 0 - value : value));
  return NULL;
}

// A field of nothing but spaces is NULL.
static const char *decode_fixed(wadi_bytes record) {
  if (record.length != record_length) return "the record has another length than its fields";
  for (int32_t f = 0; f < field_count; f++) {
    wadi_bytes field = {record.data + fields[f].start, fields[f].width};
    if (fields[f].column < 0) continue;
    while (field.length > 0 && field.data[field.length - 1] == ' ') field.length--;
    if (field.length == 0) continue;
    if (is_text(fields[f].column)) {
      if (!wadi_is_utf8(field)) return "a text is not UTF-8";
      wadi_set_text(fields[f].column, field);
      continue;
    }
    while (*field.data == ' ') field.data++, field.length--;
    const char *why = read_number(field, fields[f].column);
    if (why != NULL) return why;
  }
  wadi_end_row();
  return NULL;
}

static void fill(wadi_buffer *record, int32_t spaces) {
  while (spaces-- > 0) wadi_append(record, " ", 1);
}

static const char *encode_fixed(wadi_buffer *record) {
  for (int32_t f = 0; f < field_count; f++) {
    int32_t column = fields[f].column, width = fields[f].width;
    if (column < 0 || wadi_is_null(column)) {
      fill(record, width);
    } else if (is_text(column)) {
      wadi_text text = wadi_get_text(column);
      if (text.length > width) return "a text is longer than its field";
      for (int32_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n' || text.data[i] == '\r') return "a text has more than one line";
      }
      if (text.length == 0 || text.data[text.length - 1] == ' ') return "a text is empty, or ends with a space";
      wadi_append(record, text.data, text.length);
      fill(record, width - text.length);
    } else {
      char digits[20];
      int32_t count = 0;
      int64_t value = wadi_get_integer(column);
      uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
      do digits[sizeof digits - (size_t)++count] = (char)('0' + rest % 10);
      while ((rest /= 10) > 0);
      if (value < 0) digits[sizeof digits - (size_t)++count] = '-';
      if (count > width) return "a number is longer than its field";
      fill(record, width - count);
      wadi_append(record, digits + sizeof digits - count, count);
    }
  }
  return NULL;
}
