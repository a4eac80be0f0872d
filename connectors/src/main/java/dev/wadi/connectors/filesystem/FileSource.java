package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// Files that are read once, in the order of their names. A split is a file, or a part of one that
/// the format can read on its own.
///
/// @param schema the table's, of which the format knows only the columns that files hold
record FileSource(Location location, FileFormat format, Schema schema) implements Source {
  /// @throws dev.wadi.sdk.error.WadiException if the format cannot have one of the columns
  FileSource {
    if (format.changelog()) {
      HasMetadata.requireNone(schema);
    }
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public boolean changelog() {
    return format.changelog();
  }

  @Override
  public boolean leavesOut() {
    return format.leavesOut();
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public List<Split> splits(int parallelism) {
    List<Split> splits = new ArrayList<>();
    for (Path file : location.files()) {
      for (String part : format.parts(file, parallelism)) {
        splits.add(new Split(part + "@" + file, ""));
      }
    }
    return splits;
  }

  @Override
  public SplitReader open(Split split, ReadContext context) {
    int at = split.id().indexOf('@');
    Path file = Path.of(split.id().substring(at + 1));
    String part = split.id().substring(0, at);
    return FileColumns.open(
        file, schema, context, inFile -> format.open(file, part, split.position(), inFile));
  }
}
