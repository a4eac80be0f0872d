package dev.wadi.connectors.filesystem;

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

/// `filesystem`: reads a file, a directory or a glob of files, or looks rows up in them; writes
/// part files into a directory.
public final class FilesystemConnector
    implements CanRead, CanLookup, CanWrite, CanTest, HasMetadata, UsesPlugins {
  private static final List<Option> OPTIONS =
      Stream.of(
              List.of(
                  Option.required(
                      "path", "a local file, directory or glob to read; a directory to write to"),
                  Option.required(
                          "format",
                          "'json', 'csv', 'parquet', 'debezium_json', 'raw_string', 'raw_bytes' or "
                              + Formats.PLUGINS)
                      .taking(OptionValues.oneOf(FileFormat.Kind.class).orOthers()),
                  Direction.OPTION,
                  Option.optional(
                      "source.regex-pattern",
                      "of a directory, read only files in whose relative path this is found"),
                  Option.optional("source.regex_pattern", "another name for the same")),
              FileFormat.OPTIONS,
              RollingPolicy.OPTIONS,
              PartitionOptions.OPTIONS,
              PartNames.OPTIONS)
          .flatMap(List::stream)
          .toList();

  private final Formats formats;

  /// Without formats of plugins.
  public FilesystemConnector() {
    this(FormatProvider.NONE);
  }

  public FilesystemConnector(FormatProvider plugins) {
    this.formats = new Formats(plugins);
  }

  @Override
  public String name() {
    return "filesystem";
  }

  @Override
  public String description() {
    return "Files in JSON, CSV or Parquet: reads or looks up files, directories and globs, writes"
        + " directories";
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
        Options.some(table, formats.options(table.options(), OPTIONS)), false);
  }

  @Override
  public Source source(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.SOURCE.check(options);
    return files(table, options, Direction.SOURCE);
  }

  @Override
  public LookupTable lookup(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.LOOKUP.check(options);
    return FileLookup.of(files(table, options, Direction.LOOKUP), table, options);
  }

  private FileSource files(TableDefinition table, Options options, Direction direction) {
    FileFormat format = formats.inFiles(HasMetadata.without(table), options, direction);
    Location location = Location.of(options);
    format.check(location.files().get(0));
    return new FileSource(location, format, table.schema());
  }

  @Override
  public Sink sink(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.SINK.check(options);
    Path directory = Path.of(Location.localPath(options)).toAbsolutePath().normalize();
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new WadiException(
              ErrorCode.FILE_UNWRITABLE,
              "table '%s' writes to a directory, but '%s' is a file"
                  .formatted(table.name(), directory))
          .withHint("use connector = 'single_file' to write one file");
    }
    FileFormat format = formats.inFiles(table, options, Direction.SINK);
    return new PartFilesSink(
        directory,
        format,
        RollingPolicy.of(options),
        PartNames.of(options, format),
        PartitionOptions.of(table, options, format));
  }
}
