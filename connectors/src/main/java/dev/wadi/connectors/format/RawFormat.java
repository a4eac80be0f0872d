package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Each line as the value of the only column, whatever is in it. NULL is written as an empty line.
///
/// @param json whether a line is a JSON value, so that an empty one is nothing
/// @param framing how long a line may be
record RawFormat(Schema schema, boolean json, Framing framing, BadData badData)
    implements FileFormat {
  /// Lines of UTF-8 into a TEXT column.
  static RawFormat text(TableDefinition table, Framing framing, BadData badData) {
    check(table, "format 'raw_string'", "value TEXT", ArrowType.Utf8.INSTANCE);
    return new RawFormat(table.schema(), false, framing, badData);
  }

  /// Lines of any bytes into a BYTEA column.
  static RawFormat bytes(TableDefinition table, Framing framing, BadData badData) {
    check(table, "format 'raw_bytes'", "value BYTEA", ArrowType.Binary.INSTANCE);
    return new RawFormat(table.schema(), false, framing, badData);
  }

  /// Lines of JSON into a JSON column, or into a TEXT column, which may be any text.
  static RawFormat json(TableDefinition table, Framing framing, BadData badData) {
    check(table, "unstructured JSON", "value JSON", ArrowType.Utf8.INSTANCE);
    return new RawFormat(table.schema(), true, framing, badData);
  }

  private static void check(TableDefinition table, String format, String column, ArrowType type) {
    List<Field> fields = table.schema().getFields();
    if (fields.size() != 1 || !fields.getFirst().getType().equals(type)) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "table '%s' in %s must have one column: %s".formatted(table.name(), format, column))
          .withHint("take it apart in SQL, or use another format");
    }
  }

  @Override
  public boolean changelog() {
    return false;
  }

  @Override
  public boolean leavesOut() {
    return badData == BadData.DROP;
  }

  @Override
  public String extension() {
    return json ? "json" : "txt";
  }

  /// Any file has lines.
  @Override
  public void check(Path file) {}

  @Override
  public List<String> parts(Path file, int parallelism) {
    return List.of("");
  }

  @Override
  public SplitReader open(Path file, String part, String position, ReadContext context) {
    try {
      var source = new RawLines(new Lines(file, position, framing), json);
      List<Field> columns = context.columns().stream().map(schema.getFields()::get).toList();
      return new RowReader(file, source, columns, context, badData);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  @Override
  public FileWriter create(Path file) throws IOException {
    return new RawFileWriter(new FileOutput(file));
  }
}
