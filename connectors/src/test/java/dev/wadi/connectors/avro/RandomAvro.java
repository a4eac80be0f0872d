package dev.wadi.connectors.avro;

import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.sdk.batch.JsonType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/// Schemas with everything in them, the columns that they go with, and data.
final class RandomAvro {
  private static final int KINDS = 24;

  private final Random random;
  private int names;

  RandomAvro(long seed) {
    this.random = new Random(seed);
  }

  Schema record(int depth) {
    List<Schema.Field> fields = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      fields.add(new Schema.Field("f" + i, schema(depth)));
    }
    return Schema.createRecord("R" + names++, null, "random", false, fields);
  }

  private Schema schema(int depth) {
    Schema type = type(depth);
    return switch (type.isUnion() ? 2 : random.nextInt(3)) {
      case 0 -> Schema.createUnion(plain(Schema.Type.NULL), type);
      case 1 -> Schema.createUnion(type, plain(Schema.Type.NULL));
      default -> type;
    };
  }

  private Schema type(int depth) {
    return switch (random.nextInt(depth > 0 ? KINDS : KINDS - 5)) {
      case 0 -> plain(Schema.Type.BOOLEAN);
      case 1 -> plain(Schema.Type.INT);
      case 2 -> plain(Schema.Type.LONG);
      case 3 -> plain(Schema.Type.FLOAT);
      case 4 -> plain(Schema.Type.DOUBLE);
      case 5 -> plain(Schema.Type.STRING);
      case 6 -> plain(Schema.Type.BYTES);
      case 7 -> Schema.createEnum("E" + names++, null, null, List.of("RED", "GREEN", "BLUE"));
      case 8 -> Schema.createFixed("F" + names++, null, null, 1 + random.nextInt(20));
      case 9 -> logical(LogicalTypes.decimal(20, 4), Schema.Type.BYTES);
      case 10 ->
          LogicalTypes.decimal(9, 2).addToSchema(Schema.createFixed("D" + names++, null, null, 5));
      case 11 -> logical(LogicalTypes.date(), Schema.Type.INT);
      case 12 -> logical(LogicalTypes.timeMillis(), Schema.Type.INT);
      case 13 -> logical(LogicalTypes.timeMicros(), Schema.Type.LONG);
      case 14 -> logical(LogicalTypes.timestampMillis(), Schema.Type.LONG);
      case 15 -> logical(LogicalTypes.timestampMicros(), Schema.Type.LONG);
      case 16 -> logical(LogicalTypes.timestampNanos(), Schema.Type.LONG);
      case 17 -> logical(LogicalTypes.localTimestampMillis(), Schema.Type.LONG);
      case 18 -> logical(LogicalTypes.uuid(), Schema.Type.STRING);
      case 19, 20 -> Schema.createArray(schema(depth - 1));
      case 21 -> Schema.createMap(schema(depth - 1));
      case 22 ->
          Schema.createUnion(plain(Schema.Type.LONG), plain(Schema.Type.STRING), record(depth - 1));
      default -> record(depth - 1);
    };
  }

  private static Schema plain(Schema.Type type) {
    return Schema.create(type);
  }

  private static Schema logical(LogicalType type, Schema.Type of) {
    return type.addToSchema(plain(of));
  }

  /// The column that holds exactly what a schema says.
  static Field column(String name, Schema schema) {
    return switch (schema.getType()) {
      case BOOLEAN -> AllTypes.column(name, ArrowType.Bool.INSTANCE);
      case INT, LONG -> AllTypes.column(name, whole(schema));
      case FLOAT -> AllTypes.column(name, AllTypes.FLOAT);
      case DOUBLE -> AllTypes.column(name, AllTypes.DOUBLE);
      case STRING, ENUM -> AllTypes.column(name, AllTypes.TEXT);
      case BYTES, FIXED ->
          AllTypes.column(
              name,
              schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                  ? AllTypes.decimal(decimal.getPrecision(), decimal.getScale())
                  : ArrowType.Binary.INSTANCE);
      case ARRAY -> AllTypes.list(name, column("element", schema.getElementType()));
      case MAP ->
          AllTypes.map(
              name, AllTypes.notNull("key", AllTypes.TEXT), column("value", schema.getValueType()));
      case RECORD ->
          AllTypes.struct(
              name,
              schema.getFields().stream()
                  .map(field -> column(field.name(), field.schema()))
                  .toArray(Field[]::new));
      case UNION -> {
        List<Schema> others =
            schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
        yield others.size() == 1
            ? column(name, others.getFirst())
            : new Field(name, JsonType.of(true), null);
      }
      case NULL -> throw new IllegalArgumentException("a column of nulls");
    };
  }

  private static ArrowType whole(Schema schema) {
    return switch (schema.getLogicalType()) {
      case LogicalTypes.Date _ -> new ArrowType.Date(DateUnit.DAY);
      case LogicalTypes.TimeMillis _, LogicalTypes.TimeMicros _ ->
          new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case LogicalTypes.TimestampNanos _ -> AllTypes.TIMESTAMP_NANOS;
      case null -> schema.getType() == Schema.Type.INT ? AllTypes.INT : AllTypes.BIGINT;
      default -> AllTypes.TIMESTAMP;
    };
  }

  Object datum(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT -> (int) whole(schema, Integer.SIZE);
      case LONG -> whole(schema, Long.SIZE);
      case FLOAT -> random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian();
      case DOUBLE -> random.nextInt(9) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
      case STRING -> text();
      case ENUM ->
          new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(3)));
      case BYTES -> ByteBuffer.wrap(bytes(1 + random.nextInt(8)));
      case FIXED ->
          new GenericData.Fixed(
              schema,
              schema.getLogicalType() == null
                  ? bytes(schema.getFixedSize())
                  : new byte[] {0, 0, 0, 1, (byte) random.nextInt()});
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(datum(schema.getElementType()));
        }
        yield list;
      }
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put("k" + i + text(), datum(schema.getValueType()));
        }
        yield map;
      }
      case UNION -> datum(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
      case RECORD -> {
        var record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), datum(field.schema())));
        yield record;
      }
    };
  }

  private long whole(Schema schema, int bits) {
    return switch (schema.getLogicalType()) {
      case LogicalTypes.Date _ -> random.nextInt(-100_000, 200_000);
      case LogicalTypes.TimeMillis _ -> random.nextInt(86_400_000);
      case LogicalTypes.TimeMicros _ -> random.nextLong(86_400_000_000L);
      case LogicalTypes.TimestampMillis _, LogicalTypes.LocalTimestampMillis _ ->
          random.nextLong(-9_000_000_000_000L, 9_000_000_000_000L);
      case null ->
          random.nextInt(5) == 0 ? Long.MIN_VALUE >> (64 - bits) : random.nextLong() >> (64 - bits);
      default -> random.nextLong(-9_000_000_000_000_000L, 9_000_000_000_000_000L);
    };
  }

  private String text() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "\"quoted\"\n\t\\";
      case 2 -> "sm\u00f8rrebr\u00f8d \u65e5\u672c \ud83d\ude80";
      default -> "text-" + random.nextInt(100);
    };
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
