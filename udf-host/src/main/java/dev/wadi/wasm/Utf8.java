package dev.wadi.wasm;

import org.apache.arrow.memory.util.MemoryUtil;

/// Checks text at machine addresses against RFC 3629.
final class Utf8 {
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  static boolean isAscii(long address, int bytes) {
    long end = address + bytes;
    long at = address;
    for (; at <= end - 8; at += 8) {
      if ((MemoryUtil.getLong(at) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (MemoryUtil.getByte(at) < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isValid(long address, int bytes) {
    long end = address + bytes;
    long at = address;
    while (at < end) {
      int length = sequence(at, end);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  // The length of the character at an address, 0 if there is none.
  private static int sequence(long at, long end) {
    int lead = MemoryUtil.getByte(at) & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || end - at < length) {
      return 0;
    }
    // The second byte excludes overlong forms, surrogates, and what is beyond U+10FFFF.
    int second = MemoryUtil.getByte(at + 1) & 0xFF;
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((MemoryUtil.getByte(at + i) & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
