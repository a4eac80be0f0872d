package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.arrow.vector.types.pojo.Field;

class ComparisonTest {
  @Provide
  Arbitrary<List<Field>> operands() {
    return Arbitraries.of(
            Types.BOOL,
            Types.I8,
            Types.I32,
            Types.I64,
            Types.U8,
            Types.U64,
            Types.F32,
            Types.F64,
            Types.decimal(9, 2),
            Types.decimal(30, 5),
            Types.TEXT,
            Types.BINARY,
            Types.DATE,
            Types.TIME,
            Types.MICROS,
            Types.NANOS,
            Types.SPAN,
            Types.MONTHS)
        .map(type -> List.of(type, type));
  }

  @Provide
  Arbitrary<List<Field>> mixedNumbers() {
    return Arbitraries.of(
        List.of(Types.I8, Types.I64),
        List.of(Types.U32, Types.I16),
        List.of(Types.I64, Types.U64),
        List.of(Types.decimal(12, 4), Types.decimal(20, 2)),
        List.of(Types.decimal(6, 2), Types.I32),
        List.of(Types.I64, Types.decimal(6, 2)));
  }

  @Property(tries = 150)
  void valuesOfOneType(@ForAll Random random, @ForAll("operands") List<Field> types) {
    checkAll(random, types);
  }

  @Property(tries = 50)
  void exactNumbersOfDifferentTypes(
      @ForAll Random random, @ForAll("mixedNumbers") List<Field> types) {
    checkAll(random, types);
  }

  private static void checkAll(Random random, List<Field> types) {
    Field[] fields = types.toArray(Field[]::new);
    check(random, fields, Operation.EQUAL, order -> order == 0);
    check(random, fields, Operation.NOT_EQUAL, order -> order != 0);
    check(random, fields, Operation.LESS, order -> order < 0);
    check(random, fields, Operation.LESS_OR_EQUAL, order -> order <= 0);
    check(random, fields, Operation.GREATER, order -> order > 0);
    check(random, fields, Operation.GREATER_OR_EQUAL, order -> order >= 0);
    for (boolean distinct : new boolean[] {false, true}) {
      Operation operation = distinct ? Operation.IS_DISTINCT_FROM : Operation.IS_NOT_DISTINCT_FROM;
      Oracle.over(random, fields)
          .check(
              Oracle.call(operation, Types.BOOL, Oracle.inputs(types)),
              row -> distinct != sameOrBothNull(row, types));
    }
  }

  private static boolean sameOrBothNull(Object[] row, List<Field> types) {
    return row[0] == null || row[1] == null ? row[0] == row[1] : order(row[0], row[1], types) == 0;
  }

  private static void check(
      Random random, Field[] fields, Operation operation, IntPredicate expected) {
    Oracle.over(random, fields)
        .checkCall(
            operation, Types.BOOL, row -> expected.test(order(row[0], row[1], List.of(fields))));
  }

  private static int order(Object a, Object b, List<Field> types) {
    return switch (a) {
      case Boolean x -> x.compareTo((Boolean) b);
      // Adding 0.0 makes the two zeros equal.
      case Double x -> Double.compare(x + 0.0, (Double) b + 0.0);
      case String x ->
          Arrays.compareUnsigned(bytes(x, types.get(0)), bytes((String) b, types.get(1)));
      default -> number(a).compareTo(number(b));
    };
  }

  private static byte[] bytes(String text, Field type) {
    return text.getBytes(
        type.equals(Types.BINARY) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  private static BigDecimal number(Object value) {
    return value instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) value;
  }
}
