package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileWriter;
import dev.wadi.connectors.option.ByteSize;
import dev.wadi.connectors.parquet.ParquetReader;
import dev.wadi.connectors.parquet.ParquetWriting;
import dev.wadi.connectors.parquet.ParquetWriting.Compression;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// Parquet. Columns are found by name. A value that does not fit its column fails the job: Parquet
/// has no malformed rows, only malformed files.
record ParquetFormat(Schema schema, Compression compression, long rowGroupBytes)
    implements FileFormat {
  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "parquet.compression",
                  "of what is written: 'zstd' (default), 'snappy', 'gzip' or 'uncompressed'")
              .taking(OptionValues.oneOf(Compression.class).otherwise("zstd")),
          Option.optional("parquet.row_group_size", "of what is written, such as '64MB' (default)")
              .taking(OptionValues.TEXT.otherwise("64MB")));

  private static final long DEFAULT_ROW_GROUP_BYTES = 64L << 20;

  static ParquetFormat of(TableDefinition table, Options options, BadData badData) {
    if (badData == BadData.DROP) {
      throw options.invalid("bad_data", "drop", "'fail', for Parquet has no rows to drop");
    }
    ParquetWriting.check(table.schema());
    return new ParquetFormat(
        table.schema(),
        options.choice("parquet.compression", Compression.class).orElse(Compression.ZSTD),
        ByteSize.bytes(options, "parquet.row_group_size").orElse(DEFAULT_ROW_GROUP_BYTES));
  }

  @Override
  public boolean changelog() {
    return false;
  }

  @Override
  public boolean leavesOut() {
    return false;
  }

  @Override
  public String extension() {
    return "parquet";
  }

  @Override
  public void check(Path file) {
    ParquetReader.check(file, schema);
  }

  /// A row group can be read on its own, which helps if there are several readers; a single one
  /// reads the file as it is.
  @Override
  public List<String> parts(Path file, int parallelism) {
    return parallelism > 1 ? ParquetReader.parts(file) : List.of("");
  }

  @Override
  public SplitReader open(Path file, String part, String position, ReadContext context) {
    return ParquetReader.open(file, part, position, schema, context);
  }

  @Override
  public Optional<FileFormat> continuation() {
    return Optional.empty();
  }

  @Override
  public FileWriter create(Path file) throws IOException {
    return new ParquetWriting(file, schema, compression, rowGroupBytes);
  }
}
