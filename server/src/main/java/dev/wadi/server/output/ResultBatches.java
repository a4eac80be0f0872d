package dev.wadi.server.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Makes a result's batches of a job's: dense, and with the kind of change as a text in front,
/// where people look for it. Frees their memory at its end.
public final class ResultBatches implements AutoCloseable {
  /// The first column of a result whose rows change: `+I`, `-U`, `+U` or `-D`.
  public static final Field CHANGE = Field.notNullable("$change", ArrowType.Utf8.INSTANCE);

  private final MemoryScope scope = MemoryScope.unlimited();

  /// The columns of a result.
  public static Schema columns(Schema columns, boolean changelog) {
    List<Field> fields = new ArrayList<>(columns.getFields());
    if (changelog) {
      fields.addFirst(CHANGE);
    }
    return new Schema(fields);
  }

  /// Columns of nullable text.
  public static Schema texts(List<String> names) {
    return new Schema(
        names.stream().map(name -> Field.nullable(name, ArrowType.Utf8.INSTANCE)).toList());
  }

  /// @param batch borrowed; of a changelog, with {@link ChangeKind#FIELD} at its end
  /// @return owned by the caller
  public Batch of(Batch batch, boolean changelog) {
    try (Batch dense = dense(batch)) {
      int count = dense.columns().size();
      List<Column> columns =
          new ArrayList<>(dense.columns().subList(0, changelog ? count - 1 : count));
      columns.forEach(Column::retain);
      if (changelog) {
        columns.addFirst(
            texts(CHANGE, dense.rowCount(), row -> ChangeKind.of(dense, row).symbol()));
      }
      return Batch.of(columns, dense.rowCount());
    }
  }

  private Batch dense(Batch batch) {
    if (batch.selection() == null) {
      return batch.retain();
    }
    List<Field> fields = batch.columns().stream().map(Column::field).toList();
    try (var builder = new BatchBuilder(new Schema(fields), scope.allocator())) {
      builder.append(batch, null);
      return builder.build();
    }
  }

  /// @param rows a text, or null, for each column
  /// @return owned by the caller
  public Batch ofTexts(List<String> names, List<List<String>> rows) {
    List<Field> fields = texts(names).getFields();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      int column = i;
      columns.add(texts(fields.get(i), rows.size(), row -> rows.get(row).get(column)));
    }
    return Batch.of(columns, rows.size());
  }

  private Column texts(Field field, int count, IntFunction<String> text) {
    var vector = (VarCharVector) field.createVector(scope.allocator());
    vector.allocateNew();
    for (int i = 0; i < count; i++) {
      String value = text.apply(i);
      if (value == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, value.getBytes(UTF_8));
      }
    }
    vector.setValueCount(count);
    return Column.of(vector);
  }

  @Override
  public void close() {
    scope.close();
  }
}
