package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.format.Encoder;
import dev.wadi.sdk.format.FormatSignature;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// The only format of a hostile module, one way of it.
interface HostileFormat extends AutoCloseable {
  Schema COLUMNS =
      new Schema(
          List.of(
              Field.nullable("y", new ArrowType.Int(64, true)),
              Field.nullable("t", ArrowType.Utf8.INSTANCE)));
  int RECORDS = 3;
  int ROWS_MAX = 8;

  /// With three records, or three rows.
  void use();

  @Override
  void close();

  static HostileFormat open(PluginRegistry registry, PluginModule plugin, MemoryScope scope) {
    var formats = new PluginFormats(registry);
    FormatSignature format = plugin.formats().getFirst();
    return format.decodes()
        ? new Decoding(formats.openDecoder(format, "{}", COLUMNS.getFields()), scope)
        : new Encoding(formats.openEncoder(format, "{}", COLUMNS.getFields()), scope);
  }

  record Decoding(Decoder decoder, MemoryScope scope) implements HostileFormat {
    @Override
    public void use() {
      boolean more = true;
      try (VarBinaryVector records = new VarBinaryVector("data", scope.allocator())) {
        for (int i = 0; i < RECORDS; i++) {
          records.setSafe(i, new byte[] {'a', 'b', 'c'});
        }
        records.setValueCount(RECORDS);
        decoder.begin(records);
        while (more) {
          try (IntVector origins = new IntVector("row", scope.allocator());
              VectorSchemaRoot columns = VectorSchemaRoot.create(COLUMNS, scope.allocator())) {
            more = decoder.next(ROWS_MAX, origins, columns.getFieldVectors());
            assertThat(origins.getValueCount()).isEqualTo(RECORDS);
          }
        }
        assertThat(decoder.rejected()).isEmpty();
      }
    }

    @Override
    public void close() {
      decoder.close();
    }
  }

  record Encoding(Encoder encoder, MemoryScope scope) implements HostileFormat {
    @Override
    public void use() {
      try (VectorSchemaRoot rows = VectorSchemaRoot.create(COLUMNS, scope.allocator());
          VarBinaryVector records = new VarBinaryVector("data", scope.allocator())) {
        rows.allocateNew();
        rows.setRowCount(RECORDS);
        List<FieldVector> columns = rows.getFieldVectors();
        assertThat(encoder.encode(columns, RECORDS, records)).isEmpty();
        assertThat(records.getValueCount()).isEqualTo(RECORDS);
      }
    }

    @Override
    public void close() {
      encoder.close();
    }
  }
}
