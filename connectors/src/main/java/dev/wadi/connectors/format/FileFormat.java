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
import java.util.stream.Stream;

/// How the files of one table are written and read. Immutable and thread-safe.
public sealed interface FileFormat permits CsvFormat, JsonFormat, ParquetFormat {
  /// The format options of a table in files.
  List<Option> OPTIONS =
      Stream.of(
              List.of(
                  Option.optional(
                      "bad_data",
                      "what to do with a malformed row: 'fail' (default) or 'drop' it")),
              JsonOptions.OPTIONS,
              CsvFormat.OPTIONS,
              ParquetFormat.OPTIONS)
          .flatMap(List::stream)
          .toList();

  enum Kind {
    JSON,
    CSV,
    PARQUET
  }

  /// Checks the format options and the column types.
  static FileFormat of(Kind kind, TableDefinition table, Options options) {
    BadData badData = options.choice("bad_data", BadData.class).orElse(BadData.FAIL);
    return switch (kind) {
      case CSV -> CsvFormat.of(table, options, badData);
      case PARQUET -> ParquetFormat.of(table, options);
      case JSON -> new JsonFormat(table.schema(), JsonOptions.of(options), badData);
    };
  }

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

  /// Starts a new file, replacing one that is there.
  FileWriter create(Path file) throws IOException;
}
