package dev.wadi.sdk.batch;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// One Arrow vector, shared by reference count, so that a projection passes a column through
/// without a copy. Starts with one reference. The vector's value count is set and it is never
/// written after the column was made.
///
/// The vector's own field name carries no meaning: names are the plan's business.
public final class Column {
  private final FieldVector vector;
  private final AtomicInteger references = new AtomicInteger(1);
  private int nullCount = -1;

  private Column(FieldVector vector) {
    this.vector = vector;
  }

  /// Takes ownership of a finished vector.
  public static Column of(FieldVector vector) {
    return new Column(vector);
  }

  public FieldVector vector() {
    return vector;
  }

  public Field field() {
    return vector.getField();
  }

  public int rowCount() {
    return vector.getValueCount();
  }

  /// True if any physical row is null, selected or not.
  public boolean hasNulls() {
    int count = nullCount;
    if (count < 0) {
      count = BitVectorHelper.getNullCount(vector.getValidityBuffer(), vector.getValueCount());
      nullCount = count;
    }
    return count > 0;
  }

  public boolean isNull(int row) {
    return vector.isNull(row);
  }

  /// The values: fixed width, bits for BOOLEAN, or the bytes of a variable-width column.
  public MemorySegment data() {
    return segment(vector.getDataBuffer());
  }

  /// One bit per row, set if the row is not null; at least `(rowCount + 7) / 8` bytes.
  public MemorySegment validity() {
    return segment(vector.getValidityBuffer());
  }

  /// `rowCount + 1` ints into {@link #data()}; only of variable-width columns.
  public MemorySegment offsets() {
    return segment(((BaseVariableWidthVector) vector).getOffsetBuffer());
  }

  /// The whole capacity of a buffer as a segment that does not keep it alive.
  @SuppressWarnings("restricted") // the address comes from Arrow, the size is the buffer's own
  public static MemorySegment segment(ArrowBuf buffer) {
    return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(buffer.capacity());
  }

  /// One more reference; returns this.
  public Column retain() {
    references.incrementAndGet();
    return this;
  }

  /// Gives up one reference; the last one frees the memory.
  public void release() {
    int left = references.decrementAndGet();
    if (left == 0) {
      vector.close();
    } else if (left < 0) {
      throw new IllegalStateException("column released more often than retained");
    }
  }
}
