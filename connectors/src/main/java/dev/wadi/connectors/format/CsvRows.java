package dev.wadi.connectors.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.wadi.connectors.column.ValueText;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows as CSV, in UTF-8. NULL is an empty field, the empty text a quoted one; arrays and structs
/// are JSON.
public final class CsvRows {
  private final List<Field> fields;
  private final CsvWriter csv;
  private final StringBuilder text = new StringBuilder();

  /// @param out written to when this is flushed, or there is much to write
  public CsvRows(Schema schema, boolean header, char delimiter, OutputStream out) {
    this.fields = schema.getFields();
    this.csv =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .lineDelimiter(LineDelimiter.LF)
            .build(out);
    if (header) {
      csv.writeRecord(fields.stream().map(Field::getName).toList());
    }
  }

  /// Writes the rows of a batch that count.
  public void write(Batch batch) throws IOException {
    FieldVector[] vectors =
        batch.columns().stream().map(Column::vector).toArray(FieldVector[]::new);
    ValueText[] texts = new ValueText[vectors.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(fields.get(i), vectors[i]);
    }
    try {
      for (int i = 0; i < batch.rowCount(); i++) {
        writeRow(vectors, texts, batch.row(i));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeRow(FieldVector[] vectors, ValueText[] texts, int row) {
    String[] values = new String[vectors.length];
    for (int i = 0; i < values.length; i++) {
      if (!vectors[i].isNull(row)) {
        text.setLength(0);
        texts[i].append(text, row);
        values[i] = text.toString();
      }
    }
    csv.writeRecord(values);
  }

  private static ValueText text(Field field, FieldVector vector) {
    return switch (vector) {
      case ListVector v -> (text, row) -> text.append(JsonRows.value(field, v, row));
      case StructVector v -> (text, row) -> text.append(JsonRows.value(field, v, row));
      default -> ValueText.of(field, vector);
    };
  }

  public void flush() throws IOException {
    csv.flush();
  }
}
