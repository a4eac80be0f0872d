package dev.wadi.wasm;

import org.apache.arrow.memory.util.MemoryUtil;

/// Copies between machine addresses. Few bytes are copied in place: the call into the JVM's copying
/// routine costs more than the copy, and a batch of one row has a dozen of them.
final class Bytes {
  private static final int FEW = 64;

  private Bytes() {}

  static void copy(long from, long to, long count) {
    if (count > FEW) {
      MemoryUtil.copyMemory(from, to, count);
      return;
    }
    long done = 0;
    for (; done <= count - 8; done += 8) {
      MemoryUtil.putLong(to + done, MemoryUtil.getLong(from + done));
    }
    for (; done < count; done++) {
      MemoryUtil.putByte(to + done, MemoryUtil.getByte(from + done));
    }
  }
}
