// A plugin with a C library, which imports functions of WASI.
#include <stdio.h>

#include "wadi.h"

WADI_PLUGIN("wasi", "1.0.0")

WADI_SCALAR_1(text, hexadecimal, i64, number) {
  static char digits[20];
  int length = snprintf(digits, sizeof digits, "%llx", (unsigned long long)number);
  if (number == 0) printf("a zero\n");
  return (wadi_text){digits, length};
}

// Fails, because there are no files.
WADI_SCALAR_1(boolean, exists, text, file) {
  char name[100] = {0};
  for (int i = 0; i < file.length && i < 99; i++) name[i] = file.data[i];
  FILE *opened = fopen(name, "r");
  if (opened != NULL) fclose(opened);
  return opened != NULL;
}
