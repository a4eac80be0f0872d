package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A plugin's format in files, of which each line is a record.
///
/// @param table its name
record PluginLines(String table, PluginFormat format, Framing framing, BadData badData)
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
    return format.format().name();
  }

  /// Nothing to see before reading.
  @Override
  public void check(Path file) {}

  @Override
  public List<String> parts(Path file, int parallelism) {
    return List.of("");
  }

  @Override
  public SplitReader open(Path file, String part, String position, ReadContext context) {
    try {
      return DecodedLines.open(file, position, this, context);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  @Override
  public FileWriter create(Path file) throws IOException {
    FileOutput out = new FileOutput(file);
    try {
      return new EncodedFileWriter(new EncodedRows(table, format, badData), out);
    } catch (WadiException e) {
      out.close();
      throw e;
    }
  }
}
