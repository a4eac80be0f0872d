// Functions over texts.
#include "wadi.h"

WADI_PLUGIN("text", "1.0.0")

static _Bool ends_authority(char c) { return c == '/' || c == '?' || c == '#'; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

// The host of a URL in lower case, without user and port, or null if it has none:
// 'https://me@Example.com:8080/x' gives 'example.com'.
WADI_SCALAR_1(text, url_host, text, url) {
  static char host[255]; // RFC 1035: no name is longer
  const char *at = url.data, *end = url.data + url.length;
  while (at + 3 <= end && !(at[0] == ':' && at[1] == '/' && at[2] == '/')) at++;
  if (at + 3 > end) return WADI_NULL(text);
  const char *start = at += 3;
  while (at < end && !ends_authority(*at)) {
    if (*at == '@') start = at + 1;
    at++;
  }
  end = at;
  _Bool bracketed = start < end && *start == '['; // IPv6
  int32_t length = 0;
  for (at = start; at < end && (bracketed || *at != ':'); at++) {
    if (length == sizeof host) return WADI_FAIL(text, "a host has more than 255 characters");
    host[length++] = lower(*at);
    if (*at == ']') bracketed = 0;
  }
  return length == 0 ? WADI_NULL(text) : (wadi_text){host, length};
}

static _Bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c < 0;
}

// Goes from one word of a text to the next, which is what is not blank or punctuation: returns
// whether there is one. The first comes after an empty one at the text's beginning.
static _Bool next_word(wadi_text text, wadi_text *word) {
  const char *start = word->data + word->length, *end = text.data + text.length;
  while (start < end && !is_letter(*start)) start++;
  const char *after = start;
  while (after < end && is_letter(*after)) after++;
  *word = (wadi_text){start, (int32_t)(after - start)};
  return word->length > 0;
}

// The words of a text.
WADI_SCALAR_1(list_text, words, text, text) {
  enum { MOST = 1000 };
  static wadi_text words[MOST];
  int32_t count = 0;
  for (wadi_text word = {text.data, 0}; next_word(text, &word);) {
    if (count == MOST) return WADI_FAIL(list_text, "a text has more than 1000 words");
    words[count++] = word;
  }
  return (wadi_list_text){words, count};
}

// A row for each word of a text, with its place from 1.
WADI_TABLE(tokens, (text, text), (i64, position, text, word)) {
  wadi_text word = {text.data, 0};
  for (int64_t position = 1; next_word(text, &word); position++) emit_tokens(position, word);
}

// The longest of some texts; of equals the first.
WADI_SCALAR_VARIADIC(text, longest, text, texts) {
  if (texts.length == 0) return WADI_NULL(text);
  int32_t longest = 0;
  for (int32_t i = 1; i < texts.length; i++) {
    if (texts.items[i].length > texts.items[longest].length) longest = i;
  }
  return texts.items[longest];
}
