package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.arrow.vector.types.pojo.Field;

class ArithmeticTest {
  @Provide
  Arbitrary<Operation> operations() {
    return Arbitraries.of(
        Operation.ADD, Operation.SUBTRACT, Operation.MULTIPLY, Operation.DIVIDE, Operation.MODULO);
  }

  @Provide
  Arbitrary<Field> wholeTypes() {
    return Arbitraries.of(
        Types.I8, Types.I16, Types.I32, Types.I64, Types.U8, Types.U16, Types.U32, Types.U64);
  }

  @Property(tries = 150)
  void wholeNumbersAreExactOrAnError(
      @ForAll Random random,
      @ForAll("operations") Operation operation,
      @ForAll("wholeTypes") Field type) {
    Range range = Range.of(SqlType.of(type));
    Oracle.over(random, type, type)
        .checkCall(
            operation,
            type,
            row -> inside(range, whole(operation, (BigInteger) row[0], (BigInteger) row[1])));
  }

  @Property(tries = 80)
  void wholeNumbersWithAConstant(
      @ForAll Random random,
      @ForAll("operations") Operation operation,
      @ForAll("wholeTypes") Field type) {
    Range range = Range.of(SqlType.of(type));
    BigInteger constant = (BigInteger) Samples.value(random, SqlType.of(type));
    Expression input = new Expression.InputColumn(0, type);
    Expression literal = new Expression.Literal(constant.toString(), type);
    Oracle.over(random, type)
        .check(
            Oracle.call(operation, type, List.of(input, literal)),
            Oracle.strict(row -> inside(range, whole(operation, (BigInteger) row[0], constant))));
    Oracle.over(random, type)
        .check(
            Oracle.call(operation, type, List.of(literal, input)),
            Oracle.strict(row -> inside(range, whole(operation, constant, (BigInteger) row[0]))));
  }

  @Property(tries = 50)
  void signs(@ForAll Random random, @ForAll("wholeTypes") Field type) {
    Range range = Range.of(SqlType.of(type));
    Oracle.over(random, type)
        .checkCall(Operation.NEGATE, type, row -> inside(range, ((BigInteger) row[0]).negate()));
    Oracle.over(random, type)
        .checkCall(Operation.ABS, type, row -> inside(range, ((BigInteger) row[0]).abs()));
  }

  @Property(tries = 40)
  void floatingPointNumbersFollowIeee(
      @ForAll Random random, @ForAll("operations") Operation operation) {
    Oracle.over(random, Types.F64, Types.F64)
        .checkCall(
            operation, Types.F64, row -> doubles(operation, (Double) row[0], (Double) row[1]));
    Oracle.over(random, Types.F32, Types.F32)
        .checkCall(
            operation,
            Types.F32,
            row ->
                (double)
                    floats(
                        operation, ((Double) row[0]).floatValue(), ((Double) row[1]).floatValue()));
  }

  @Property(tries = 150)
  void decimalsRoundHalfUp(@ForAll Random random, @ForAll("operations") Operation operation) {
    Field left = randomDecimal(random);
    Field right = randomDecimal(random);
    Field result = randomDecimal(random);
    int scale = Decimals.scaleOf(SqlType.of(result));
    Range range = Range.of(SqlType.of(result));
    Oracle.over(random, left, right)
        .checkCall(
            operation,
            result,
            row -> {
              BigDecimal exact =
                  decimals(operation, (BigDecimal) row[0], (BigDecimal) row[1], scale);
              inside(range, exact.unscaledValue());
              return exact;
            });
  }

  @Property(tries = 40)
  void decimalsOfMoney(@ForAll Random random, @ForAll("operations") Operation operation) {
    Field money = Types.decimal(12, 2);
    Field result = operation == Operation.MULTIPLY ? Types.decimal(18, 4) : Types.decimal(15, 2);
    int scale = Decimals.scaleOf(SqlType.of(result));
    Range range = Range.of(SqlType.of(result));
    Oracle.over(random, money, money)
        .checkCall(
            operation,
            result,
            row -> {
              BigDecimal exact =
                  decimals(operation, (BigDecimal) row[0], (BigDecimal) row[1], scale);
              inside(range, exact.unscaledValue());
              return exact;
            });
  }

  @Property(tries = 50)
  void signsOfDecimals(@ForAll Random random) {
    Field type = randomDecimal(random);
    Oracle.over(random, type)
        .checkCall(Operation.NEGATE, type, row -> ((BigDecimal) row[0]).negate());
    Oracle.over(random, type).checkCall(Operation.ABS, type, row -> ((BigDecimal) row[0]).abs());
  }

  private static Field randomDecimal(Random random) {
    int precision = 1 + random.nextInt(38);
    return Types.decimal(precision, random.nextInt(precision + 1));
  }

  private static BigInteger inside(Range range, BigInteger value) {
    if (!range.contains(value)) {
      throw new ArithmeticException();
    }
    return value;
  }

  private static BigInteger whole(Operation operation, BigInteger a, BigInteger b) {
    return switch (operation) {
      case ADD -> a.add(b);
      case SUBTRACT -> a.subtract(b);
      case MULTIPLY -> a.multiply(b);
      case DIVIDE -> a.divide(b);
      default -> a.remainder(b);
    };
  }

  private static double doubles(Operation operation, double a, double b) {
    return switch (operation) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      default -> a % b;
    };
  }

  private static float floats(Operation operation, float a, float b) {
    return switch (operation) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      default -> a % b;
    };
  }

  private static BigDecimal decimals(Operation operation, BigDecimal a, BigDecimal b, int scale) {
    return switch (operation) {
      case ADD -> a.add(b).setScale(scale, RoundingMode.HALF_UP);
      case SUBTRACT -> a.subtract(b).setScale(scale, RoundingMode.HALF_UP);
      case MULTIPLY -> a.multiply(b).setScale(scale, RoundingMode.HALF_UP);
      case DIVIDE -> a.divide(b, scale, RoundingMode.HALF_UP);
      default -> a.remainder(b).setScale(scale, RoundingMode.HALF_UP);
    };
  }
}
