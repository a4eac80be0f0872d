package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads the columns that a file holds and puts those that are metadata beside them, with the same
/// value in each row.
final class FileColumns implements SplitReader {
  private final SplitReader file;
  private final List<Field> fields;
  private final List<Optional<Object>> constants;
  private final BufferAllocator allocator;

  private FileColumns(
      SplitReader file,
      List<Field> fields,
      List<Optional<Object>> constants,
      BufferAllocator allocator) {
    this.file = file;
    this.fields = fields;
    this.constants = constants;
    this.allocator = allocator;
  }

  /// @param schema the table's
  /// @param open opens the file for a context that knows only the columns in it
  static SplitReader open(
      Path path, Schema schema, ReadContext context, Function<ReadContext, SplitReader> open) {
    List<Field> fields = context.columns().stream().map(schema.getFields()::get).toList();
    List<Integer> inFile =
        context.columns().stream()
            .filter(column -> !isMetadata(schema, column))
            .map(column -> column - metadataBefore(schema, column))
            .toList();
    SplitReader file = open.apply(context.withColumns(inFile));
    if (inFile.size() == fields.size()) {
      return file;
    }
    List<Optional<Object>> constants =
        fields.stream()
            .map(field ->
                HasMetadata.keyOf(field).map(key -> FileMetadata.ofKey(key).valueFor(path)))
            .toList();
    return new FileColumns(file, fields, constants, context.allocator());
  }

  private static boolean isMetadata(Schema schema, int column) {
    return HasMetadata.keyOf(schema.getFields().get(column)).isPresent();
  }

  private static int metadataBefore(Schema schema, int column) {
    return (int) IntStream.range(0, column).filter(i -> isMetadata(schema, i)).count();
  }

  @Override
  public Poll poll() {
    return switch (file.poll()) {
      case Poll.Rows rows -> new Poll.Rows(widened(rows.batch()), rows.complete());
      case Poll.Nothing nothing -> nothing;
      case Poll.End end -> end;
    };
  }

  private Batch widened(Batch batch) {
    List<Column> columns = new ArrayList<>();
    int next = 0;
    try (batch) {
      for (int i = 0; i < fields.size(); i++) {
        if (constants.get(i).isPresent()) {
          columns.add(constant(fields.get(i), constants.get(i).get(), batch.rowCount()));
        } else {
          columns.add(batch.column(next++).retain());
        }
      }
      return Batch.of(columns, batch.rowCount());
    }
  }

  private Column constant(Field field, Object value, int rows) {
    FieldVector vector = field.createVector(allocator);
    switch (vector) {
      case VarCharVector texts -> fill(texts, value.toString(), rows);
      case BigIntVector numbers -> {
        numbers.allocateNew(rows);
        IntStream.range(0, rows).forEach(row -> numbers.set(row, (long) value));
      }
      case TimeStampMicroVector times -> {
        times.allocateNew(rows);
        IntStream.range(0, rows).forEach(row -> times.set(row, (long) value));
      }
      default -> throw new IllegalStateException("no metadata has the type of " + field);
    }
    vector.setValueCount(rows);
    return Column.of(vector);
  }

  private static void fill(VarCharVector texts, String value, int rows) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    texts.allocateNew((long) bytes.length * rows, rows);
    for (int row = 0; row < rows; row++) {
      texts.set(row, bytes);
    }
  }

  @Override
  public String position() {
    return file.position();
  }

  @Override
  public void close() {
    file.close();
  }
}
