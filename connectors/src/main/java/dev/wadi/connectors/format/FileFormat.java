package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How the files of one table are written and read. Immutable and thread-safe.
public sealed interface FileFormat
    permits CsvFormat, DebeziumFormat, JsonFormat, ParquetFormat, PluginLines, RawFormat {
  /// The format options of a table in files.
  List<Option> OPTIONS =
      Stream.of(
              BadData.OPTIONS,
              Framing.OPTIONS,
              JsonOptions.OPTIONS,
              ConnectSchema.OPTIONS,
              UnstructuredJson.OPTIONS,
              CsvFormat.OPTIONS,
              ParquetFormat.OPTIONS)
          .flatMap(List::stream)
          .toList();

  enum Kind {
    JSON,
    CSV,
    PARQUET,
    DEBEZIUM_JSON,
    RAW_STRING,
    RAW_BYTES;

    /// What a table in this format may say about it.
    public List<Option> options() {
      Stream<List<Option>> all =
          switch (this) {
            case JSON ->
                Stream.of(
                    BadData.OPTIONS,
                    Framing.OPTIONS,
                    JsonOptions.OPTIONS,
                    ConnectSchema.OPTIONS,
                    UnstructuredJson.OPTIONS);
            case DEBEZIUM_JSON ->
                Stream.of(
                    BadData.OPTIONS, Framing.OPTIONS, JsonOptions.OPTIONS, ConnectSchema.OPTIONS);
            case CSV -> Stream.of(BadData.OPTIONS, CsvFormat.OPTIONS);
            case PARQUET -> Stream.of(ParquetFormat.OPTIONS);
            case RAW_STRING, RAW_BYTES -> Stream.of(BadData.OPTIONS, Framing.OPTIONS);
          };
      return all.flatMap(List::stream).toList();
    }

    /// One sentence for people.
    public String description() {
      return switch (this) {
        case JSON -> "A JSON object on each line";
        case CSV -> "Values with a delimiter between them, quoted where need be";
        case PARQUET -> "Parquet files";
        case DEBEZIUM_JSON -> "Rows that change, in Debezium's envelopes, one on each line";
        case RAW_STRING -> "Each line is the text of the only column";
        case RAW_BYTES -> "Each line is the bytes of the only column";
      };
    }

    // With what the names of its options begin.
    private String prefix() {
      return this == DEBEZIUM_JSON ? JSON.prefix() : name().toLowerCase(Locale.ROOT) + ".";
    }
  }

  /// Checks the format options and the column types.
  static FileFormat of(Kind kind, TableDefinition table, Options options) {
    for (Kind other : Kind.values()) {
      if (!other.prefix().equals(kind.prefix())) {
        refuse(other.prefix(), table, options);
      }
    }
    if (kind == Kind.CSV || kind == Kind.PARQUET) {
      refuse("framing", table, options);
    }
    BadData badData = BadData.of(options);
    return switch (kind) {
      case CSV -> CsvFormat.of(table, options, badData);
      case PARQUET -> ParquetFormat.of(table, options, badData);
      case JSON -> json(table, options, badData);
      case DEBEZIUM_JSON -> debezium(table, options, badData);
      case RAW_STRING -> RawFormat.text(table, Framing.of(options), badData);
      case RAW_BYTES -> RawFormat.bytes(table, Framing.of(options), badData);
    };
  }

  /// Checks the format options besides those of a plugin's format.
  static FileFormat of(PluginFormat format, TableDefinition table, Options options) {
    return new PluginLines(table.name(), format, Framing.of(options), BadData.of(options));
  }

  private static FileFormat json(TableDefinition table, Options options, BadData badData) {
    Framing framing = Framing.of(options);
    boolean schema = ConnectSchema.isIncluded(table, options);
    if (UnstructuredJson.isSaid(options) && !schema) {
      return RawFormat.json(table, framing, badData);
    }
    UnstructuredJson.refuse(options);
    return new JsonFormat(
        table.schema(), JsonOptions.of(options).withSchema(schema), framing, badData);
  }

  private static FileFormat debezium(TableDefinition table, Options options, BadData badData) {
    UnstructuredJson.refuse(options);
    return new DebeziumFormat(
        table.schema(),
        table.primaryKey(),
        JsonOptions.debezium(options).withSchema(ConnectSchema.isIncluded(table, options)),
        Framing.of(options),
        badData);
  }

  /// Refuses the options of all formats that are built in.
  static void refuse(TableDefinition table, Options options) {
    for (Kind kind : Kind.values()) {
      refuse(kind.prefix(), table, options);
    }
  }

  /// Refuses the options whose names begin with a prefix.
  static void refuse(String prefix, TableDefinition table, Options options) {
    for (var option : table.options().entrySet()) {
      if (option.getKey().startsWith(prefix)) {
        throw options.invalid(
            option.getKey(), option.getValue(), "no option of a format that the table is not in");
      }
    }
  }

  /// Whether rows may be changed and taken back.
  boolean changelog();

  /// Whether malformed records are left out.
  boolean leavesOut();

  /// The usual ending of a file's name, without the dot.
  String extension();

  /// Looks whether a file can be read as this table, as far as that is quickly seen.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if its columns do not fit
  void check(Path file);

  /// The parts of a file that may be read on their own, in order: at least one, `""` for the whole.
  ///
  /// @param parallelism how many readers there are
  List<String> parts(Path file, int parallelism);

  /// @param part as {@link #parts} named it
  /// @param position as the reader's {@link SplitReader#position()} gave it, or "" for the start
  SplitReader open(Path file, String part, String position, ReadContext context);

  /// The format of what is appended to a file of this one; empty if nothing can be appended.
  default Optional<FileFormat> continuation() {
    return Optional.of(this);
  }

  /// Starts a new file, replacing one that is there.
  FileWriter create(Path file) throws IOException;
}
