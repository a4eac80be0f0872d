// The functions of the plugin @NAME@.
#include "wadi.h"

WADI_PLUGIN("@NAME@", "0.1.0")

// Degrees Celsius for degrees Fahrenheit.
WADI_SCALAR_1(f64, celsius, f64, fahrenheit) {
  return (fahrenheit - 32) / 1.8;
}

// The first word of a text, or null if there is none.
WADI_SCALAR_1(text, first_word, text, line) {
  int start = 0;
  while (start < line.length && line.data[start] == ' ') start++;
  int end = start;
  while (end < line.length && line.data[end] != ' ') end++;
  if (start == end) return WADI_NULL(text);
  return (wadi_text){line.data + start, end - start};
}
