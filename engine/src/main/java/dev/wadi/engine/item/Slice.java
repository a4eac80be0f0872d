package dev.wadi.engine.item;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.wadi.engine.batch.Bytes;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A text or bytes where they are in memory; equal if the bytes are.
public record Slice(MemorySegment bytes, int start, int length) implements Comparable<Slice> {
  /// A copy.
  public byte[] toBytes() {
    byte[] copy = new byte[length];
    MemorySegment.copy(bytes, JAVA_BYTE, start, copy, 0, length);
    return copy;
  }

  @Override
  public int compareTo(Slice other) {
    return Bytes.compare(bytes, start, length, other.bytes, other.start, other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice slice
        && length == slice.length
        && Bytes.equal(bytes, start, slice.bytes, slice.start, length);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(Bytes.hash(bytes, start, length));
  }

  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }
}
