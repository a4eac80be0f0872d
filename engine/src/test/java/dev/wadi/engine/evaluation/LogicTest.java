package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LogicTest {
  @Property(tries = 40)
  void andOrAreThreeValued(@ForAll Random random) {
    var fields = List.of(Types.BOOL, Types.BOOL, Types.BOOL);
    Oracle.over(random, Types.BOOL, Types.BOOL, Types.BOOL)
        .check(
            Oracle.call(Operation.AND, Types.BOOL, Oracle.inputs(fields)),
            row -> junction(row, false));
    Oracle.over(random, Types.BOOL, Types.BOOL, Types.BOOL)
        .check(
            Oracle.call(Operation.OR, Types.BOOL, Oracle.inputs(fields)),
            row -> junction(row, true));
  }

  private static Boolean junction(Object[] row, boolean decisive) {
    List<Object> values = Arrays.asList(row);
    if (values.contains(decisive)) {
      return decisive;
    }
    return values.contains(null) ? null : Boolean.valueOf(!decisive);
  }

  @Property(tries = 40)
  void testsOfTruth(@ForAll Random random) {
    Oracle.over(random, Types.BOOL).checkCall(Operation.NOT, Types.BOOL, row -> !(Boolean) row[0]);
    checkTest(random, Operation.IS_TRUE, true, true);
    checkTest(random, Operation.IS_NOT_TRUE, true, false);
    checkTest(random, Operation.IS_FALSE, false, true);
    checkTest(random, Operation.IS_NOT_FALSE, false, false);
    checkTest(random, Operation.IS_NULL, null, true);
    checkTest(random, Operation.IS_NOT_NULL, null, false);
  }

  private static void checkTest(
      Random random, Operation operation, Boolean tested, boolean expected) {
    Oracle.over(random, Types.BOOL)
        .check(
            Oracle.call(operation, Types.BOOL, Oracle.inputs(List.of(Types.BOOL))),
            row -> (row[0] == tested) == expected);
  }

  @Property(tries = 40)
  void aFalseOperandGuardsTheNextOnes(@ForAll Random random) {
    Expression number = new Expression.InputColumn(0, Types.I32);
    Expression zero = new Expression.Literal("0", Types.I32);
    Expression ten = new Expression.Literal("10", Types.I32);
    Expression quotient = Oracle.call(Operation.DIVIDE, Types.I32, List.of(ten, number));
    Expression positive = Oracle.call(Operation.GREATER, Types.BOOL, List.of(quotient, zero));
    Expression notZero = Oracle.call(Operation.NOT_EQUAL, Types.BOOL, List.of(number, zero));
    Expression isZero = Oracle.call(Operation.EQUAL, Types.BOOL, List.of(number, zero));
    Oracle.over(random, Types.I32)
        .check(
            Oracle.call(Operation.AND, Types.BOOL, List.of(notZero, positive)),
            Oracle.strict(row -> inverse(row, false)));
    Oracle.over(random, Types.I32)
        .check(
            Oracle.call(Operation.OR, Types.BOOL, List.of(isZero, positive)),
            Oracle.strict(row -> inverse(row, true)));
  }

  private static boolean inverse(Object[] row, boolean ofZero) {
    BigInteger number = (BigInteger) row[0];
    return number.signum() == 0 ? ofZero : BigInteger.TEN.divide(number).signum() > 0;
  }
}
