package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Changes as Debezium describes them, one JSON object per line: `before`, `after`, and an `op`.
///
/// @param primaryKey the names of its columns, possibly none
record DebeziumFormat(
    Schema schema, List<String> primaryKey, JsonOptions options, Framing framing, BadData badData)
    implements FileFormat {
  @Override
  public boolean changelog() {
    return true;
  }

  @Override
  public boolean leavesOut() {
    return badData == BadData.DROP;
  }

  @Override
  public String extension() {
    return "json";
  }

  /// Nothing to see before reading, but what the rows are changed by must be known.
  @Override
  public void check(Path file) {
    requireKey(primaryKey);
  }

  static void requireKey(List<String> primaryKey) {
    if (primaryKey.isEmpty()) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "a table that is read in format 'debezium_json' needs a primary key")
          .withHint("mark the column that tells its rows apart: id BIGINT PRIMARY KEY");
    }
  }

  @Override
  public List<String> parts(Path file, int parallelism) {
    return List.of("");
  }

  @Override
  public SplitReader open(Path file, String part, String position, ReadContext context) {
    try {
      var source = new DebeziumLines(new Lines(file, position, framing), options);
      List<Field> columns =
          new ArrayList<>(context.columns().stream().map(schema.getFields()::get).toList());
      columns.add(ChangeKind.FIELD);
      return new RowReader(file, source, columns, context, badData);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  @Override
  public FileWriter create(Path file) throws IOException {
    return new DebeziumFileWriter(
        new DebeziumRows(schema, primaryKey, options), new FileOutput(file));
  }
}
