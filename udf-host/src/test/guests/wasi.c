// A plugin with a C library, which imports functions of WASI.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "wadi.h"

WADI_PLUGIN("wasi", "1.0.0")

WADI_SCALAR_1(text, hexadecimal, i64, number) {
  static char digits[20];
  int length = snprintf(digits, sizeof digits, "%llx", (unsigned long long)number);
  if (number == 0) printf("a zero\n");
  return (wadi_text){digits, length};
}

// A text that C can use; it lives until the next one is asked for.
static char *c_string(wadi_text text) {
  static char string[4096];
  int length = text.length < 4095 ? text.length : 4095;
  memcpy(string, text.data, length);
  string[length] = 0;
  return string;
}

static wadi_text text_of(const char *string) {
  return (wadi_text){string, string == NULL ? 0 : (int)strlen(string)};
}

WADI_SCALAR_1(boolean, exists, text, file) { return access(c_string(file), F_OK) == 0; }

WADI_SCALAR_1(text, first_line, text, file) {
  static char line[100];
  FILE *opened = fopen(c_string(file), "r");
  if (opened == NULL) return WADI_NULL(text);
  char *read = fgets(line, sizeof line, opened);
  fclose(opened);
  return text_of(read == NULL ? "" : line);
}

// Appends, and says how many bytes there are then.
WADI_SCALAR_2(i64, append, text, file, text, line) {
  char name[4096];
  strcpy(name, c_string(file));
  FILE *opened = fopen(name, "a");
  if (opened == NULL) return WADI_NULL(i64);
  fputs(c_string(line), opened);
  fclose(opened);
  struct stat status;
  return stat(name, &status) == 0 ? status.st_size : -1;
}

WADI_SCALAR_1(boolean, discard, text, file) { return unlink(c_string(file)) == 0; }

WADI_SCALAR_2(boolean, move, text, file, text, target) {
  char name[4096];
  strcpy(name, c_string(file));
  return rename(name, c_string(target)) == 0;
}

// The names in a folder.
WADI_SCALAR_1(text, names, text, folder) {
  static char all[1000];
  all[0] = 0;
  DIR *opened = opendir(c_string(folder));
  if (opened == NULL) return WADI_NULL(text);
  for (struct dirent *entry = readdir(opened); entry != NULL; entry = readdir(opened)) {
    strncat(all, entry->d_name, 100);
    strcat(all, entry->d_type == DT_DIR ? "/ " : " ");
  }
  closedir(opened);
  return text_of(all);
}

WADI_SCALAR_1(text, setting, text, name) {
  const char *value = getenv(c_string(name));
  if (value == NULL) return WADI_NULL(text);
  return text_of(value);
}

WADI_SCALAR_1(i64, seconds, i64, plus) { return time(NULL) + plus; }
