package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.arrow.vector.types.pojo.Field;

class CaseTest {
  @Provide
  Arbitrary<Field> types() {
    return Arbitraries.of(
        Types.BOOL,
        Types.I16,
        Types.I64,
        Types.F64,
        Types.decimal(9, 2),
        Types.decimal(30, 5),
        Types.TEXT,
        Types.MICROS);
  }

  @Property(tries = 80)
  void theFirstTrueBranchIsTaken(@ForAll Random random, @ForAll("types") Field type) {
    Field[] fields = {Types.BOOL, Types.BOOL, type, type, type};
    List<Expression> inputs = Oracle.inputs(List.of(fields));
    Expression expression =
        new Expression.Case(
            List.of(
                new Expression.Case.Branch(inputs.get(0), inputs.get(2)),
                new Expression.Case.Branch(inputs.get(1), inputs.get(3))),
            inputs.get(4),
            type);
    Oracle.over(random, fields)
        .check(
            expression,
            row ->
                Boolean.TRUE.equals(row[0])
                    ? row[2]
                    : Boolean.TRUE.equals(row[1]) ? row[3] : row[4]);
  }

  @Property(tries = 40)
  void constantsAndNull(@ForAll Random random) {
    List<Expression> inputs = Oracle.inputs(List.of(Types.BOOL, Types.BOOL));
    Expression expression =
        new Expression.Case(
            List.of(
                new Expression.Case.Branch(
                    inputs.get(0), new Expression.Literal("day", Types.TEXT)),
                new Expression.Case.Branch(
                    inputs.get(1), new Expression.Literal("night", Types.TEXT))),
            new Expression.Literal(null, Types.TEXT),
            Types.TEXT);
    Oracle.over(random, Types.BOOL, Types.BOOL)
        .check(
            expression,
            row ->
                Boolean.TRUE.equals(row[0]) ? "day" : Boolean.TRUE.equals(row[1]) ? "night" : null);
  }

  @Property(tries = 40)
  void valuesOfOtherBranchesAreNotComputed(@ForAll Random random) {
    List<Expression> inputs = Oracle.inputs(List.of(Types.I32, Types.I32));
    Expression zero = new Expression.Literal("0", Types.I32);
    Expression divided = Oracle.call(Operation.DIVIDE, Types.I32, inputs);
    Expression isZero = Oracle.call(Operation.EQUAL, Types.BOOL, List.of(inputs.get(1), zero));
    Expression expression =
        new Expression.Case(
            List.of(new Expression.Case.Branch(isZero, inputs.get(0))), divided, Types.I32);
    Range range = Range.of(SqlType.of(Types.I32));
    Oracle.over(random, Types.I32, Types.I32)
        .check(
            expression,
            row -> {
              var a = (BigInteger) row[0];
              var b = (BigInteger) row[1];
              if (b != null && b.signum() == 0) {
                return a;
              }
              if (a == null || b == null) {
                return null;
              }
              if (!range.contains(a.divide(b))) {
                throw new ArithmeticException();
              }
              return a.divide(b);
            });
  }
}
