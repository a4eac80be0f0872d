package dev.wadi.connectors.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.JsonType;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

class DatumTest {
  private static final ObjectMapper EXACT =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @AfterProperty
  void allMemoryIsGivenBack() {
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  private static org.apache.arrow.vector.types.pojo.Schema table(List<Field> columns) {
    return new org.apache.arrow.vector.types.pojo.Schema(columns);
  }

  private static byte[] written(Schema schema, Object datum) {
    try {
      var bytes = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema).write(datum, out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What our reader makes of messages, as JSON.
  private static List<String> read(Schema writer, List<Field> columns, List<byte[]> messages) {
    var reader = new DatumReader(new RawDatums(writer));
    try (var memory = MemoryScope.unlimited();
        var builder = new BatchBuilder(columns, memory.allocator(), 100)) {
      for (byte[] message : messages) {
        reader.read(message, builder.columns(), builder.row());
        builder.endRow();
      }
      try (Batch batch = builder.build()) {
        return rows(columns, batch);
      }
    }
  }

  private static List<String> rows(List<Field> columns, Batch batch) {
    return IntStream.range(0, batch.rowCount())
        .mapToObj(row -> JsonRows.row(table(columns), batch, row))
        .toList();
  }

  private static String read(Schema writer, Field column, Object datum) {
    Schema record =
        SchemaBuilder.record("R")
            .fields()
            .name(column.getName())
            .type(writer)
            .noDefault()
            .endRecord();
    Object row = new GenericRecordBuilder(record).set(column.getName(), datum).build();
    return read(record, List.of(column), List.of(written(record, row))).getFirst();
  }

  @Property(tries = 300)
  void whatAvroHasWrittenIsRead(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int rows)
      throws IOException {
    var random = new RandomAvro(seed);
    Schema schema = random.record(3);
    List<byte[]> messages = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Object datum = random.datum(schema);
      messages.add(written(schema, datum));
      expected.add(GenericJson.of(schema, datum));
    }
    List<Field> columns =
        schema.getFields().stream().map(f -> RandomAvro.column(f.name(), f.schema())).toList();
    List<String> read = read(schema, columns, messages);
    for (int i = 0; i < rows; i++) {
      assertThat(tree(read.get(i))).isEqualTo(tree(expected.get(i)));
      var in = new AvroInput();
      in.reset(messages.get(i));
      assertThat(new String(DatumJson.of(schema, in), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(expected.get(i));
      in.end();
      in.reset(messages.get(i));
      SkippedValue.skip(schema, in);
      in.end();
    }
  }

  @Property(tries = 60)
  void whatWeHaveWrittenAvroReads(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int rows)
      throws IOException {
    List<Field> columns = AllTypes.WITH_MAPS.getFields();
    Schema schema = TableSchema.of("t", columns);
    assertThat(StoredSchemas.parse(schema.toString())).isEqualTo(schema);
    try (var memory = MemoryScope.unlimited();
        Batch whole = AllTypes.batch(AllTypes.WITH_MAPS, seed, rows + 1, memory.allocator());
        Batch batch = whole.select(new Selection(IntStream.range(1, rows + 1).toArray(), rows))) {
      var writer = new DatumWriter(new RawDatums(schema), schema, columns);
      List<byte[]> messages = writer.messages(batch);
      List<String> expected = rows(columns, batch);
      assertThat(read(schema, columns, messages)).isEqualTo(expected);
      var reader = new GenericDatumReader<>(schema);
      for (int i = 0; i < rows; i++) {
        var in = DecoderFactory.get().binaryDecoder(messages.get(i), null);
        // As trees: Avro's maps have no order.
        assertThat(tree(GenericJson.of(schema, reader.read(null, in))))
            .isEqualTo(tree(expected.get(i)));
        assertThat(in.isEnd()).isTrue();
      }
    }
  }

  private static JsonNode tree(String json) throws IOException {
    return EXACT.readTree(json);
  }

  @Property(tries = 500)
  void whateverBytesSayTheyAreBadAtWorst(@ForAll long seed) {
    var random = new RandomAvro(seed);
    Schema schema = random.record(3);
    byte[] message = written(schema, random.datum(schema));
    var noise = new Random(seed);
    for (int i = 0; i < 3 && message.length > 0; i++) {
      message[noise.nextInt(message.length)] = (byte) noise.nextInt();
    }
    List<Field> columns =
        schema.getFields().stream().map(f -> RandomAvro.column(f.name(), f.schema())).toList();
    try {
      read(schema, columns, List.of(message));
    } catch (BadValue e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  @Example
  void lengthsAreNotBelieved() {
    Schema nulls =
        SchemaBuilder.record("R")
            .fields()
            .name("a")
            .type()
            .array()
            .items()
            .nullType()
            .noDefault()
            .endRecord();
    byte[] many = written(Schema.create(Schema.Type.LONG), 1L << 60);
    List<Field> columns = List.of(AllTypes.list("a", AllTypes.column("element", AllTypes.TEXT)));
    assertThatThrownBy(() -> read(nulls, columns, List.of(many)))
        .isInstanceOf(BadValue.class)
        .hasMessageContaining("longer than the message");
    assertThatThrownBy(() -> read(nulls, List.of(), List.of(many))).isInstanceOf(BadValue.class);
    Schema text = SchemaBuilder.record("R").fields().requiredString("a").endRecord();
    assertThatThrownBy(
            () -> read(text, List.of(AllTypes.column("a", AllTypes.TEXT)), List.of(many)))
        .isInstanceOf(BadValue.class)
        .hasMessageContaining("ends too early");
  }

  @Example
  void nestingHasAnEnd() {
    Schema list =
        StoredSchemas.parse(
            """
            {"type": "record", "name": "L", "fields": [{"name": "next", "type": ["null", "L"]}]}\
            """);
    var bytes = new byte[10_000];
    java.util.Arrays.fill(bytes, (byte) 2);
    var json = new Field("next", JsonType.of(true), null);
    assertThatThrownBy(() -> read(list, List.of(json), List.of(bytes)))
        .isInstanceOf(BadValue.class)
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> read(list, List.of(), List.of(bytes))).isInstanceOf(BadValue.class);
    assertThat(read(list, List.of(json), List.of(new byte[] {2, 2, 0})))
        .containsExactly("{\"next\":{\"next\":{\"next\":null}}}");
  }

  @Example
  void columnsHaveTheirFieldsByName() {
    Schema writer =
        SchemaBuilder.record("R").fields().requiredLong("extra").requiredInt("a").endRecord();
    byte[] message =
        written(writer, new GenericRecordBuilder(writer).set("extra", 7L).set("a", 1).build());
    Field wide = AllTypes.column("a", AllTypes.BIGINT);
    Field absent = AllTypes.column("absent", AllTypes.TEXT);
    assertThat(read(writer, List.of(absent, wide), List.of(message)))
        .containsExactly("{\"absent\":null,\"a\":1}");
    Field required = AllTypes.notNull("absent", AllTypes.TEXT);
    assertThatThrownBy(() -> read(writer, List.of(required), List.of(message)))
        .isInstanceOf(BadValue.class)
        .hasMessage("column 'absent' is NOT NULL and has no value");
    assertThatThrownBy(() -> read(writer, List.of(wide), List.of(new byte[] {2, 2, 0, 0})))
        .isInstanceOf(BadValue.class)
        .hasMessageContaining("2 bytes are left over");
  }

  @Example
  void valuesFitOtherTypesWhereNothingIsLost() {
    Schema millis = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    Schema nanos = LogicalTypes.timestampNanos().addToSchema(Schema.create(Schema.Type.LONG));
    Schema day = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    assertThat(read(millis, AllTypes.column("c", AllTypes.BIGINT), 5L)).isEqualTo("{\"c\":5}");
    assertThat(read(millis, AllTypes.column("c", AllTypes.TEXT), 5L))
        .isEqualTo("{\"c\":\"1970-01-01T00:00:00.005\"}");
    assertThat(read(nanos, AllTypes.column("c", AllTypes.TIMESTAMP), -1L))
        .isEqualTo("{\"c\":\"1969-12-31T23:59:59.999999\"}");
    assertThat(read(day, AllTypes.column("c", AllTypes.TIMESTAMP), 1))
        .isEqualTo("{\"c\":\"1970-01-02T00:00:00\"}");
    assertThat(read(Schema.create(Schema.Type.LONG), AllTypes.column("c", AllTypes.DOUBLE), 3L))
        .isEqualTo("{\"c\":3.0}");
    assertThat(read(Schema.create(Schema.Type.DOUBLE), AllTypes.column("c", AllTypes.INT), 3.0))
        .isEqualTo("{\"c\":3}");
  }

  @Example
  void whatDoesNotFitIsSaid() {
    Schema number = Schema.create(Schema.Type.LONG);
    assertUnfit(number, AllTypes.column("c", AllTypes.INT), 1L << 40, "expects INT");
    assertUnfit(number, AllTypes.column("c", AllTypes.TIMESTAMP), 1L, "expects TIMESTAMP");
    assertUnfit(number, AllTypes.list("c", AllTypes.column("e", AllTypes.INT)), 1L, "INT[]");
    assertUnfit(number, AllTypes.column("c", ArrowType.Bool.INSTANCE), 1L, "expects BOOLEAN");
    Schema time = LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
    assertUnfit(time, AllTypes.column("c", AllTypes.TEXT), -1, "expects TEXT");
    Schema exact = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
    assertUnfit(
        exact,
        AllTypes.column("c", AllTypes.decimal(4, 2)),
        java.nio.ByteBuffer.wrap(new byte[] {1, 0, 0, 0}),
        "expects DECIMAL(4, 2)");
    Schema bytes = Schema.create(Schema.Type.BYTES);
    assertUnfit(
        bytes,
        AllTypes.column("c", AllTypes.TEXT),
        java.nio.ByteBuffer.wrap(new byte[] {(byte) 0xff}),
        "UTF-8");
    assertUnfit(
        bytes,
        AllTypes.column("c", AllTypes.INT),
        java.nio.ByteBuffer.wrap(new byte[] {'1'}),
        "found Avro's bytes");
  }

  private static void assertUnfit(Schema writer, Field column, Object datum, String expected) {
    assertThatThrownBy(() -> read(writer, column, datum))
        .isInstanceOf(BadValue.class)
        .hasMessageContaining("column 'c'")
        .hasMessageContaining(expected);
  }
}
