package dev.wadi.engine.aggregate;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;

/// How many distinct hashes there are: exactly up to {@link #EXACT_MAX}, beyond that by UltraLogLog
/// (Ertl 2024) with a standard error of 0.9 %.
final class DistinctSketch implements Sketch {
  static final int EXACT_MAX = 256;

  /// Precision: 2^13 registers of a byte.
  private static final int PRECISION = 13;

  // Sorted; null as soon as there are too many.
  private long[] hashes = new long[4];
  private int count;
  private UltraLogLog registers;

  void add(long hash) {
    if (registers != null) {
      registers.add(hash);
      return;
    }
    int place = Arrays.binarySearch(hashes, 0, count, hash);
    if (place < 0) {
      insert(hash, -place - 1);
    }
  }

  private void insert(long hash, int place) {
    if (count == EXACT_MAX) {
      registers = UltraLogLog.create(PRECISION);
      Arrays.stream(hashes).forEach(registers::add);
      registers.add(hash);
      hashes = null;
      return;
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    System.arraycopy(hashes, place, hashes, place + 1, count - place);
    hashes[place] = hash;
    count++;
  }

  // The state of registers is 2^p bytes, more than that of as many hashes as are kept.
  @Override
  public byte[] state() {
    if (registers != null) {
      return registers.getState();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * count);
    bytes.asLongBuffer().put(hashes, 0, count);
    return bytes.array();
  }

  @Override
  public void merge(byte[] state) {
    if (state.length <= Long.BYTES * EXACT_MAX) {
      var others = ByteBuffer.wrap(state).asLongBuffer();
      while (others.hasRemaining()) {
        add(others.get());
      }
      return;
    }
    UltraLogLog others = UltraLogLog.wrap(state.clone());
    if (registers == null) {
      Arrays.stream(hashes, 0, count).forEach(others::add);
      registers = others;
      hashes = null;
    } else {
      registers.add(others);
    }
  }

  @Override
  public void write(FieldVector result, int index) {
    long distinct = registers == null ? count : Math.round(registers.getDistinctCountEstimate());
    ((BigIntVector) result).setSafe(index, distinct);
  }
}
