package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// CSV as of RFC 4180, in UTF-8. With a header, columns are found by name, in any order, and files
/// may have more of them; without, fields are the table's columns in order. An empty field is NULL
/// unless it is quoted. Arrays and structs are JSON text, bytes base64.
///
/// @param header whether the first line names the columns
record CsvFormat(Schema schema, boolean header, char delimiter, BadData badData)
    implements FileFormat {
  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "csv.header", "whether the first line has the names of the columns; default true")
              .taking(OptionValues.FLAG.otherwise("true")),
          Option.optional("csv.delimiter", "one character, or 'tab'; default ','")
              .taking(OptionValues.TEXT.otherwise(",")));

  static CsvFormat of(TableDefinition table, Options options, BadData badData) {
    return new CsvFormat(
        table.schema(), options.flag("csv.header", true), delimiter(options), badData);
  }

  private static char delimiter(Options options) {
    String value = options.text("csv.delimiter").orElse(",");
    if (value.equals("tab") || value.equals("\\t")) {
      return '\t';
    }
    if (value.length() != 1 || "\"\r\n".contains(value)) {
      throw options.invalid("csv.delimiter", value, "one character, or 'tab'");
    }
    return value.charAt(0);
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
    return "csv";
  }

  @Override
  public void check(Path file) {
    List<Integer> all = IntStream.range(0, schema.getFields().size()).boxed().toList();
    try (var records = new CsvRecords(file, this, columns(all), all)) {
      records.position();
    } catch (BadValue e) {
      throw badHeader(file, e);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  @Override
  public List<String> parts(Path file, int parallelism) {
    return List.of("");
  }

  @Override
  public SplitReader open(Path file, String part, String position, ReadContext context) {
    List<Field> columns = columns(context.columns());
    try {
      var records = new CsvRecords(file, this, columns, context.columns());
      if (!position.isEmpty()) {
        records.skip(Long.parseLong(position));
      }
      return new RowReader(file, records, columns, context, badData);
    } catch (BadValue e) {
      throw badHeader(file, e);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  private List<Field> columns(List<Integer> indexes) {
    return indexes.stream().map(schema.getFields()::get).toList();
  }

  private WadiException badHeader(Path file, BadValue e) {
    return new WadiException(ErrorCode.BAD_DATA, "%s, header: %s".formatted(file, e.getMessage()))
        .withHint("name the columns as in the file's first line, or set csv.header = 'false'");
  }

  @Override
  public Optional<FileFormat> continuation() {
    return Optional.of(new CsvFormat(schema, false, delimiter, badData));
  }

  @Override
  public FileWriter create(Path file) throws IOException {
    return new CsvFileWriter(schema, header, delimiter, new FileOutput(file));
  }
}
