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
