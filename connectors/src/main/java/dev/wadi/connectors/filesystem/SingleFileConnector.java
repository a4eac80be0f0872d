package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.format.FileFormat;
import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;

/// `single_file`: one file, read from start to end, looked up or written anew.
public final class SingleFileConnector implements CanRead, CanLookup, CanWrite, HasMetadata {
  private static final List<Option> OPTIONS =
      Stream.of(
              List.of(
                  Option.required("path", "a local file"),
                  Option.optional(
                      "format",
                      "'json' (default), 'csv', 'parquet', 'debezium_json', 'raw_string' or"
                          + " 'raw_bytes'"),
                  Direction.OPTION),
              FileFormat.OPTIONS)
          .flatMap(List::stream)
          .toList();

  @Override
  public String name() {
    return "single_file";
  }

  @Override
  public String description() {
    return "One file in JSON, CSV or Parquet, read from start to end, looked up or written anew";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public List<Field> metadata(Map<String, String> options) {
    return FileMetadata.FIELDS;
  }

  @Override
  public Source source(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.SOURCE.check(options);
    return file(table, options);
  }

  @Override
  public LookupTable lookup(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.LOOKUP.check(options);
    return FileLookup.of(file(table, options), table, options);
  }

  private static FileSource file(TableDefinition table, Options options) {
    FileFormat format = format(FileMetadata.inFiles(table), options);
    Path file = file(options);
    if (!Files.exists(file)) {
      throw FileErrors.notFound(file);
    }
    refuseDirectory(table, file, ErrorCode.FILE_UNREADABLE);
    format.check(file);
    return new FileSource(new Location(file, path -> true), format, table.schema());
  }

  @Override
  public Sink sink(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.SINK.check(options);
    Path file = file(options);
    refuseDirectory(table, file, ErrorCode.FILE_UNWRITABLE);
    return new SingleFileSink(file, format(table, options));
  }

  private static Path file(Options options) {
    return Path.of(Location.localPath(options)).toAbsolutePath().normalize();
  }

  private static void refuseDirectory(TableDefinition table, Path file, ErrorCode code) {
    if (Files.isDirectory(file)) {
      throw new WadiException(
              code,
              "table '%s' is a single file, but '%s' is a directory".formatted(table.name(), file))
          .withHint("use connector = 'filesystem' for the files of a directory");
    }
  }

  private static FileFormat format(TableDefinition table, Options options) {
    FileFormat.Kind kind =
        options.choice("format", FileFormat.Kind.class).orElse(FileFormat.Kind.JSON);
    return FileFormat.of(kind, table, options);
  }
}
