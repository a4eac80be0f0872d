package dev.wadi.engine.batch;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Batches of random rows in every memory layout.
final class RandomColumns {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("b", ArrowType.Bool.INSTANCE),
              Field.nullable("i8", new ArrowType.Int(8, true)),
              Field.nullable("i16", new ArrowType.Int(16, true)),
              Field.nullable("i32", new ArrowType.Int(32, true)),
              Field.nullable("i64", new ArrowType.Int(64, true)),
              Field.nullable("f64", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
              Field.nullable("dec", new ArrowType.Decimal(38, 2, 128)),
              Field.nullable("text", ArrowType.Utf8.INSTANCE),
              new Field(
                  "list",
                  FieldType.nullable(ArrowType.List.INSTANCE),
                  List.of(Field.nullable("item", new ArrowType.Int(32, true)))),
              new Field(
                  "struct",
                  FieldType.nullable(ArrowType.Struct.INSTANCE),
                  List.of(
                      Field.nullable("x", new ArrowType.Int(64, true)),
                      Field.nullable("y", ArrowType.Utf8.INSTANCE)))));

  private RandomColumns() {}

  static Batch batch(Random random, int rowCount, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    for (Field field : SCHEMA.getFields()) {
      FieldVector vector = field.createVector(allocator);
      vector.setInitialCapacity(Math.max(1, rowCount));
      vector.allocateNew();
      for (int row = 0; row < rowCount; row++) {
        if (random.nextInt(5) > 0) {
          set(vector, row, random);
        }
      }
      vector.setValueCount(rowCount);
      columns.add(Column.of(vector));
    }
    return Batch.of(columns, rowCount);
  }

  private static void set(FieldVector vector, int row, Random random) {
    switch (vector) {
      case BitVector v -> v.setSafe(row, random.nextInt(2));
      case TinyIntVector v -> v.setSafe(row, random.nextInt(3));
      case SmallIntVector v -> v.setSafe(row, random.nextInt());
      case IntVector v -> v.setSafe(row, random.nextInt());
      case BigIntVector v -> v.setSafe(row, random.nextLong());
      case Float8Vector v -> v.setSafe(row, random.nextDouble());
      case DecimalVector v ->
          v.setSafe(row, new BigDecimal(new BigInteger(100, random).negate(), 2));
      case VarCharVector v -> v.setSafe(row, text(random).getBytes(StandardCharsets.UTF_8));
      case ListVector v -> setList(v, row, random);
      case StructVector v -> setStruct(v, row, random);
      default -> throw new AssertionError(vector);
    }
  }

  private static String text(Random random) {
    return "wadi-\u00e9".repeat(random.nextInt(6));
  }

  private static void setList(ListVector vector, int row, Random random) {
    var writer = vector.getWriter();
    writer.setPosition(row);
    writer.startList();
    for (int i = random.nextInt(3); i > 0; i--) {
      writer.writeInt(random.nextInt(100));
    }
    writer.endList();
  }

  private static void setStruct(StructVector vector, int row, Random random) {
    vector.setIndexDefined(row);
    set(vector.getChildrenFromFields().get(0), row, random);
    set(vector.getChildrenFromFields().get(1), row, random);
  }

  static Selection selection(Random random, int rowCount) {
    int[] rows = IntStream.range(0, rowCount).filter(_ -> random.nextInt(3) > 0).toArray();
    return new Selection(rows, rows.length);
  }

  /// The rows that count, as Java values.
  static List<List<Object>> rows(Batch batch) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.row(i);
      List<Object> values = new ArrayList<>();
      batch.columns().forEach(c -> values.add(String.valueOf(c.vector().getObject(row))));
      rows.add(values);
    }
    return rows;
  }
}
