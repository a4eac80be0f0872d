package dev.wadi.connectors.parquet;

import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;

/// Tells the library's writer how to write a {@link ParquetRow}.
final class ParquetRowSupport extends WriteSupport<ParquetRow> {
  private final Schema schema;
  private RecordConsumer consumer;

  private ParquetRowSupport(Schema schema) {
    this.schema = schema;
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(ParquetTypes.of(schema), Map.of());
  }

  @Override
  @SuppressWarnings("deprecation") // abstract still
  public WriteContext init(Configuration configuration) {
    return init((ParquetConfiguration) null);
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(ParquetRow row) {
    row.write(consumer);
  }

  static final class Builder extends ParquetWriter.Builder<ParquetRow, Builder> {
    private final Schema schema;

    Builder(OutputFile file, Schema schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<ParquetRow> getWriteSupport(ParquetConfiguration configuration) {
      return new ParquetRowSupport(schema);
    }

    @Override
    @SuppressWarnings("deprecation") // abstract still
    protected WriteSupport<ParquetRow> getWriteSupport(Configuration configuration) {
      return new ParquetRowSupport(schema);
    }
  }
}
