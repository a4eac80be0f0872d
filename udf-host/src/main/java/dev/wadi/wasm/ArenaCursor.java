package dev.wadi.wasm;

/// Hands out places in an {@link InputArena}, one after another.
final class ArenaCursor {
  private static final int BUFFER_ALIGNMENT = 64;
  private static final int TABLE_ALIGNMENT = 8;

  private long position;

  /// A place for descriptors and tables.
  int take(long bytes) {
    return take(bytes, TABLE_ALIGNMENT);
  }

  int takeBuffer(long bytes) {
    return take(bytes, BUFFER_ALIGNMENT);
  }

  // Positions beyond the integers wrap around here; the size, a long, is checked before any is
  // used.
  private int take(long bytes, int alignment) {
    position = (position + alignment - 1) & -alignment;
    int start = (int) position;
    position += bytes;
    return start;
  }

  long size() {
    return position;
  }
}
