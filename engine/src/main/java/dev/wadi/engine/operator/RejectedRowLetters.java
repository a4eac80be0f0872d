package dev.wadi.engine.operator;

import dev.wadi.engine.evaluation.DroppedRows;
import dev.wadi.engine.operator.DeadLetterBatch.Reason;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Makes dead letters of the rows of an operator that functions reject.
final class RejectedRowLetters implements DroppedRows.Taker {
  // Columns that only the plan knows of.
  private static final String HIDDEN = "$";

  private final List<Integer> columns = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final OperatorContext context;
  private final Operator.Output output;
  private final DeadLetterBatch letters;

  /// @param origin what the operator is called
  /// @param schema of the rows that it gets
  /// @param output takes the letters
  RejectedRowLetters(
      String origin, Schema schema, OperatorContext context, Operator.Output output) {
    for (Field field : schema.getFields()) {
      if (!field.getName().startsWith(HIDDEN)) {
        columns.add(schema.getFields().indexOf(field));
        fields.add(field);
      }
    }
    this.context = context;
    this.output = output;
    this.letters = new DeadLetterBatch(origin, context.allocator());
  }

  @Override
  public void take(Batch batch, List<DroppedRows.Dropped> dropped) {
    int[] rows = dropped.stream().mapToInt(DroppedRows.Dropped::row).toArray();
    List<byte[]> data = json(batch, new Selection(rows, rows.length));
    try (letters) {
      for (int i = 0; i < rows.length; i++) {
        DroppedRows.Dropped row = dropped.get(i);
        letters.add(
            new Reason(row.function(), ErrorCode.FUNCTION_ERROR.name(), row.reason(), null),
            data.get(i),
            null);
      }
      letters.emit(output);
    }
  }

  private List<byte[]> json(Batch batch, Selection rows) {
    List<Column> shown = columns.stream().map(i -> batch.column(i).retain()).toList();
    try (Batch visible = Batch.of(shown, batch.physicalRowCount(), rows)) {
      return context.rowText().json(new Schema(fields), visible);
    }
  }
}
