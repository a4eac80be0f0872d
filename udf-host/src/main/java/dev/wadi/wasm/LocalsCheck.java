package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// Counts the local variables of a module's functions before it is parsed. They are declared as "so
/// many of this type", a few bytes for any number, and the parser spells them out: a small module
/// could fill the heap. Says nothing about anything else that is wrong; the parser will.
final class LocalsCheck {
  private static final int HEADER_BYTES = 8;
  private static final int CODE_SECTION = 10;
  private static final int FIRST_REFERENCE_TYPE = 0x63;
  private static final int LAST_REFERENCE_TYPE = 0x64;
  private static final long LOCALS_OF_MODULE_MAX = 2_000_000;

  private final byte[] wasm;
  private final PluginLimits limits;
  private int position = HEADER_BYTES;
  private long total;

  private LocalsCheck(byte[] wasm, PluginLimits limits) {
    this.wasm = wasm;
    this.limits = limits;
  }

  static void check(byte[] wasm, PluginLimits limits) {
    try {
      new LocalsCheck(wasm, limits).checkSections();
    } catch (ArrayIndexOutOfBoundsException e) {
      // The module ends too early. The parser says so with more to the point.
    }
  }

  private void checkSections() {
    while (position < wasm.length) {
      int id = wasm[position++];
      long size = number();
      long end = position + size;
      if (id == CODE_SECTION) {
        checkBodies();
      }
      skipTo(end);
    }
  }

  private void checkBodies() {
    long functions = number();
    for (long i = 0; i < functions; i++) {
      long size = number();
      long end = position + size;
      checkBody();
      skipTo(end);
    }
  }

  private void checkBody() {
    long locals = 0;
    long groups = number();
    for (long i = 0; i < groups; i++) {
      locals += number();
      check("locals in a function", locals, limits.functionLocals());
      int type = wasm[position++];
      if (type >= FIRST_REFERENCE_TYPE && type <= LAST_REFERENCE_TYPE) {
        number();
      }
    }
    total += locals;
    check("locals in all functions", total, LOCALS_OF_MODULE_MAX);
  }

  private static void check(String what, long found, long allowed) {
    if (found > allowed) {
      throw new WadiException(
          ErrorCode.PLUGIN_TOO_LARGE,
          "the module has %,d %s, at most %,d are allowed".formatted(found, what, allowed));
    }
  }

  private void skipTo(long end) {
    if (end > wasm.length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    position = (int) end;
  }

  // LEB128, unsigned.
  private long number() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = wasm[position++];
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0 && shift < 35);
    return value;
  }
}
