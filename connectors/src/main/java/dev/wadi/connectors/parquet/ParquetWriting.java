package dev.wadi.connectors.parquet;

import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/// Writes a Parquet file. Rows gather in memory until a row group is full.
public final class ParquetWriting implements FileWriter {
  private final Path file;
  private final Schema schema;
  private final ParquetWriter<ParquetRow> writer;
  private final long rowGroupBytes;
  private boolean open = true;

  /// @param rowGroupBytes how large a row group becomes, about
  public ParquetWriting(Path file, Schema schema, Compression compression, long rowGroupBytes)
      throws IOException {
    this.file = file;
    this.schema = schema;
    this.rowGroupBytes = rowGroupBytes;
    this.writer =
        new ParquetRowSupport.Builder(new LocalOutputFile(file), schema)
            .withConf(new PlainParquetConfiguration())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.valueOf(compression.name()))
            .withRowGroupSize(rowGroupBytes)
            .build();
  }

  /// How pages are compressed.
  public enum Compression {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    ZSTD
  }

  /// @throws dev.wadi.sdk.error.WadiException if a column cannot be written
  public static void check(Schema schema) {
    ParquetTypes.of(schema);
  }

  @Override
  public void write(Batch batch) throws IOException {
    ParquetRow row = new ParquetRow(schema.getFields(), batch);
    for (int i = 0; i < batch.rowCount(); i++) {
      writer.write(row.at(batch.row(i)));
    }
  }

  /// Nothing can be handed over before the row group is complete.
  @Override
  public void flush() {}

  @Override
  public long bytes() {
    return writer.getDataSize();
  }

  @Override
  public long bufferedBytes() {
    return Math.min(bytes(), rowGroupBytes);
  }

  @Override
  public void finish() throws IOException {
    close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      writer.close();
    }
  }
}
