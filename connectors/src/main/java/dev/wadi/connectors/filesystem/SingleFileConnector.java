package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.format.FileFormat;
import dev.wadi.connectors.format.Formats;
import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanTest;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;

/// `single_file`: one file, read from start to end, looked up or written anew.
public final class SingleFileConnector
    implements CanRead, CanLookup, CanWrite, CanTest, HasMetadata, UsesPlugins {
  private static final List<Option> OPTIONS =
      Stream.of(
              List.of(
                  Option.required("path", "a local file"),
                  Option.optional(
                          "format",
                          "'json' (default), 'csv', 'parquet', 'debezium_json', 'raw_string',"
                              + " 'raw_bytes' or "
                              + Formats.PLUGINS)
                      .taking(
                          OptionValues.oneOf(FileFormat.Kind.class).orOthers().otherwise("json")),
                  Direction.OPTION),
              FileFormat.OPTIONS)
          .flatMap(List::stream)
          .toList();

  private final Formats formats;

  /// Without formats of plugins.
  public SingleFileConnector() {
    this(FormatProvider.NONE);
  }

  public SingleFileConnector(FormatProvider plugins) {
    this.formats = new Formats(plugins);
  }

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
  public List<Option> options(Map<String, String> written) {
    return formats.options(written, OPTIONS);
  }

  @Override
  public TableDefinition pinned(TableDefinition table) {
    return formats.pinned(table);
  }

  @Override
  public String test(TableDefinition table) {
    return WritableFolder.test(
        Options.some(table, formats.options(table.options(), OPTIONS)), true);
  }

  @Override
  public Source source(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.SOURCE.check(options);
    return file(table, options, Direction.SOURCE);
  }

  @Override
  public LookupTable lookup(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.LOOKUP.check(options);
    return FileLookup.of(file(table, options, Direction.LOOKUP), table, options);
  }

  private FileSource file(TableDefinition table, Options options, Direction direction) {
    FileFormat format = formats.inFiles(HasMetadata.without(table), options, direction);
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
    Options options = formats.options(table, OPTIONS);
    Direction.SINK.check(options);
    Path file = file(options);
    refuseDirectory(table, file, ErrorCode.FILE_UNWRITABLE);
    return new SingleFileSink(file, formats.inFiles(table, options, Direction.SINK));
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
}
