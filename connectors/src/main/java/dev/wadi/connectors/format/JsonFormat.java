package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// JSON lines. A missing field is null, an unknown one is ignored.
record JsonFormat(Schema schema, JsonOptions options, Framing framing, BadData badData)
    implements FileFormat {
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
    return "json";
  }

  /// Nothing to see before reading: any line may have any fields.
  @Override
  public void check(Path file) {}

  @Override
  public List<String> parts(Path file, int parallelism) {
    return List.of("");
  }

  @Override
  public SplitReader open(Path file, String part, String position, ReadContext context) {
    try {
      var source = new JsonLines(new Lines(file, position, framing), options);
      var columns = context.columns().stream().map(schema.getFields()::get).toList();
      return new RowReader(file, source, columns, context, badData);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  @Override
  public FileWriter create(Path file) throws IOException {
    return new JsonFileWriter(schema, options, new FileOutput(file));
  }
}
