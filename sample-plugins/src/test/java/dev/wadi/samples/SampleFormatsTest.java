package dev.wadi.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.format.Encoder;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.testing.NoLeaks;
import dev.wadi.wasm.PluginFormats;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample formats against random records and rows.
@ExtendWith(NoLeaks.class)
class SampleFormatsTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("id", new ArrowType.Int(64, true)),
              Field.nullable("s", ArrowType.Utf8.INSTANCE)));
  private static final Map<String, Map<String, String>> OPTIONS =
      Map.of("logfmt", Map.of(), "fixed", Map.of("fixed.columns", "id,s", "fixed.widths", "4,6"));
  private static final String[] PIECES = {
    "id=",
    "s=",
    "x=",
    "=",
    "\"",
    "\\",
    "\\n",
    " ",
    "  ",
    "1",
    "-7",
    "99999999999999999999",
    "a",
    "grün",
    "\u0000",
    "\t",
    "id=1 s=\"a b\" ",
    "12  ab    "
  };
  private static final int ROUNDS = 200;
  private static final int RECORDS = 40;

  private final PluginRegistry registry = new PluginRegistry();
  private final PluginFormats formats = new PluginFormats(registry);
  private final Random random = new Random(5);

  private FormatSignature format(String name) throws IOException {
    return registry.add(Files.readAllBytes(Path.of(name, name + ".wasm"))).formats().getFirst();
  }

  private String options(FormatSignature format) {
    var table = new TableDefinition("t", "c", SCHEMA, OPTIONS.get(format.name()));
    return formats.options(format, Options.of(table, format.options()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logfmt", "fixed"})
  void anyRecordIsARowOrIsRejectedWhateverIsBesideIt(String name) throws IOException {
    FormatSignature format = format(name);
    long rows = 0;
    try (MemoryScope scope = MemoryScope.unlimited();
        Decoder decoder = formats.openDecoder(format, options(format), SCHEMA.getFields())) {
      for (int round = 0; round < ROUNDS; round++) {
        List<byte[]> records =
            IntStream.range(0, RECORDS).mapToObj(_ -> record()).collect(Collectors.toList());
        List<String> together = decode(decoder, records, scope);
        List<String> alone = new ArrayList<>();
        for (byte[] record : records) {
          alone.addAll(decode(decoder, List.of(record), scope));
        }
        assertThat(together).isEqualTo(alone);
        rows += together.stream().filter(row -> row.startsWith("[")).count();
      }
    }
    assertThat(rows).isPositive();
  }

  private byte[] record() {
    var text = new StringBuilder();
    int pieces = random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(5) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  // A row or the reason for each record, nothing for one of which no row is made.
  private static List<String> decode(Decoder decoder, List<byte[]> records, MemoryScope scope) {
    String[] rows = new String[records.size()];
    try (VarBinaryVector data = new VarBinaryVector("data", scope.allocator())) {
      for (int i = 0; i < records.size(); i++) {
        data.setSafe(i, records.get(i));
      }
      data.setValueCount(records.size());
      decoder.begin(data);
      boolean more = true;
      while (more) {
        try (IntVector origins = new IntVector("row", scope.allocator());
            VectorSchemaRoot columns = VectorSchemaRoot.create(SCHEMA, scope.allocator())) {
          more = decoder.next(16, origins, columns.getFieldVectors());
          for (int i = 0; i < origins.getValueCount(); i++) {
            rows[origins.get(i)] = row(columns.getFieldVectors(), i);
          }
        }
      }
    }
    for (Rejection rejected : decoder.rejected()) {
      assertThat(rows[rejected.row()]).isNull();
      rows[rejected.row()] = rejected.reason();
    }
    return IntStream.range(0, rows.length).mapToObj(i -> String.valueOf(rows[i])).toList();
  }

  private static String row(List<FieldVector> columns, int row) {
    return columns.stream().map(column -> column.getObject(row)).toList().toString();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    FormatSignature format = format("logfmt");
    try (MemoryScope scope = MemoryScope.unlimited();
        Encoder encoder = formats.openEncoder(format, "{}", SCHEMA.getFields());
        Decoder decoder = formats.openDecoder(format, "{}", SCHEMA.getFields());
        VectorSchemaRoot rows = VectorSchemaRoot.create(SCHEMA, scope.allocator());
        VarBinaryVector data = new VarBinaryVector("data", scope.allocator())) {
      List<String> written = fill(rows);
      assertThat(encoder.encode(rows.getFieldVectors(), written.size(), data)).isEmpty();
      List<byte[]> records = IntStream.range(0, written.size()).mapToObj(data::get).toList();
      assertThat(decode(decoder, records, scope)).isEqualTo(written);
    }
  }

  private List<String> fill(VectorSchemaRoot rows) {
    var ids = (BigIntVector) rows.getVector("id");
    var texts = (VarCharVector) rows.getVector("s");
    List<String> filled = new ArrayList<>();
    for (int row = 0; row < 1_000; row++) {
      // A row of nothing but nulls is an empty line, which is no row.
      ids.setSafe(row, random.nextLong());
      if (random.nextInt(4) == 0) {
        texts.setNull(row);
      } else {
        texts.setSafe(row, text().getBytes(StandardCharsets.UTF_8));
      }
    }
    rows.setRowCount(1_000);
    IntStream.range(0, 1_000).forEach(row -> filled.add(row(rows.getFieldVectors(), row)));
    return filled;
  }

  private String text() {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(_ -> PIECES[random.nextInt(PIECES.length)])
        .collect(Collectors.joining());
  }
}
