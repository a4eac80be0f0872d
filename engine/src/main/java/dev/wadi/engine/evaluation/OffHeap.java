package dev.wadi.engine.evaluation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Constants as off-heap memory, so that loops see one kind of segment only; a second kind would
/// make each access slower.
final class OffHeap {
  private OffHeap() {}

  /// A copy that lives as long as somebody refers to it.
  static MemorySegment copyOf(byte[] bytes) {
    MemorySegment copy = Arena.ofAuto().allocate(bytes.length + 8L);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, copy, 0, bytes.length);
    return copy;
  }
}
