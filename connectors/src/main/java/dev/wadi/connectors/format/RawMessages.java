package dev.wadi.connectors.format;

import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.sdk.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/// Each message is the value of the only column, whatever is in it.
///
/// @param lines the same in files, which has checked the column
record RawMessages(RawFormat lines) implements MessageFormat {
  @Override
  public MessageReader reader() {
    return (message, rows) -> {
      for (ColumnBuilder column : rows.columns()) {
        ((ScalarBuilder) column).setBytes(rows.row(), message, 0, message.length);
      }
      rows.end();
    };
  }

  @Override
  public MessageWriter writer() {
    return RawMessages::values;
  }

  private static List<byte[]> values(Batch batch) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.row(i);
      values.add(
          switch (batch.column(0).vector()) {
            case VarCharVector texts -> texts.isNull(row) ? null : texts.get(row);
            case VarBinaryVector bytes -> bytes.isNull(row) ? null : bytes.get(row);
            default -> throw new IllegalStateException("not raw: " + batch.column(0).field());
          });
    }
    return values;
  }
}
