package dev.wadi.engine.state;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// A growing off-heap array of longs, one per group; new entries are zero.
public final class StateArray implements AutoCloseable {
  private static final int FIRST_CAPACITY = 32;

  private final BufferAllocator allocator;
  private ArrowBuf buffer;
  private MemorySegment segment = MemorySegment.NULL;
  private int capacity;

  public StateArray(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// Makes entries 0 to size - 1 usable.
  public void grow(int size) {
    if (size <= capacity) {
      return;
    }
    int wanted = Math.max(FIRST_CAPACITY, Integer.highestOneBit(size - 1) << 1);
    ArrowBuf larger = allocator.buffer(wanted * 8L);
    MemorySegment target = Column.segment(larger);
    MemorySegment.copy(segment, 0, target, 0, capacity * 8L);
    target.asSlice(capacity * 8L, (wanted - capacity) * 8L).fill((byte) 0);
    close();
    buffer = larger;
    segment = target;
    capacity = wanted;
  }

  public long get(int index) {
    return segment.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  public void set(int index, long value) {
    segment.setAtIndex(ValueLayout.JAVA_LONG, index, value);
  }

  public double getDouble(int index) {
    return segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
  }

  public void setDouble(int index, double value) {
    segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
  }

  /// The entries, for loops; valid until the next {@link #grow}.
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
    segment = MemorySegment.NULL;
    capacity = 0;
  }
}
