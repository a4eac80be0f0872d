package dev.wadi.engine.operator;

import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Collects dead letters. Holds no memory while there are none.
public final class DeadLetterBatch implements AutoCloseable {
  private static final List<Field> FIELDS = new DeadLetters().schema().getFields();

  private final String origin;
  private final BufferAllocator allocator;
  private List<FieldVector> vectors = List.of();
  private int count;

  /// What is wrong with one of them.
  ///
  /// @param function null if none has said so
  /// @param place null if it stands nowhere
  record Reason(String function, String code, String message, String place) {}

  /// @param origin of all letters
  public DeadLetterBatch(String origin, BufferAllocator allocator) {
    this.origin = origin;
    this.allocator = allocator;
  }

  /// @param data as text; may be null, as the record may
  void add(Reason reason, byte[] data, byte[] record) {
    if (vectors.isEmpty()) {
      vectors = FIELDS.stream().map(field -> field.createVector(allocator)).toList();
    }
    long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    ((TimeStampMicroVector) vectors.get(column(DeadLetters.FAILED_AT))).setSafe(count, now);
    set(DeadLetters.ORIGIN, origin);
    set(DeadLetters.FUNCTION_NAME, reason.function());
    set(DeadLetters.ERROR_CODE, reason.code());
    set(DeadLetters.MESSAGE, reason.message());
    set(DeadLetters.PLACE, reason.place());
    set(DeadLetters.DATA, data);
    set(DeadLetters.RECORD, record);
    count++;
  }

  private void set(Field field, String text) {
    set(field, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private void set(Field field, byte[] bytes) {
    if (bytes != null) {
      ((BaseVariableWidthVector) vectors.get(column(field))).setSafe(count, bytes);
    }
  }

  private static int column(Field field) {
    return FIELDS.indexOf(field);
  }

  /// Hands on what has been collected.
  void emit(Operator.Output output) {
    if (count == 0) {
      return;
    }
    vectors.forEach(vector -> vector.setValueCount(count));
    Batch batch = Batch.of(vectors.stream().map(Column::of).toList(), count);
    vectors = List.of();
    count = 0;
    output.emit(batch);
  }

  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
    vectors = List.of();
    count = 0;
  }
}
