package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.function.BuiltInFunction;
import dev.wadi.engine.function.BuiltInFunctions;
import dev.wadi.sdk.testing.NoLeaks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class BuiltInCallTest {
  private static Expression call(String function, Field type, Field... arguments) {
    return new Expression.BuiltInCall(function, Oracle.inputs(List.of(arguments)), type);
  }

  @Test
  void aStrictFunctionSeesNoNulls() {
    Oracle.over(new Random(1), Types.I32, Types.I32)
        .check(
            call("gcd(BIGINT, BIGINT)", Types.I64, Types.I32, Types.I32),
            Oracle.strict(row -> ((BigInteger) row[0]).gcd((BigInteger) row[1])));
  }

  @Test
  void errorsAreThoseOfTheRowsAtHand() {
    Oracle.over(new Random(2), Types.I64, Types.I64)
        .check(
            call("lcm(BIGINT, BIGINT)", Types.I64, Types.I64, Types.I64),
            Oracle.strict(row -> lcm((BigInteger) row[0], (BigInteger) row[1])));
  }

  private static BigInteger lcm(BigInteger one, BigInteger other) {
    if (one.signum() == 0 || other.signum() == 0) {
      return BigInteger.ZERO;
    }
    BigInteger least = one.multiply(other).abs().divide(one.gcd(other));
    boolean smallest =
        one.equals(BigInteger.valueOf(Long.MIN_VALUE))
            || other.equals(BigInteger.valueOf(Long.MIN_VALUE));
    if (smallest || least.bitLength() > 63) {
      throw new ArithmeticException("overflow");
    }
    return least;
  }

  @Test
  void textsMayContainAnyCharacter() {
    Oracle.over(new Random(3), Types.TEXT)
        .check(
            call("reverse(TEXT)", Types.TEXT, Types.TEXT),
            Oracle.strict(row -> new StringBuilder((String) row[0]).reverse().toString()));
  }

  @Test
  void someFunctionsSeeNulls() {
    Oracle.over(new Random(4), Types.TEXT, Types.TEXT)
        .check(
            call("concat(ANY...)", Types.TEXT, Types.TEXT, Types.TEXT),
            row -> (row[0] == null ? "" : row[0].toString()) + (row[1] == null ? "" : row[1]));
  }

  @Test
  void decimalsKeepTheirDigits() {
    for (Field type : List.of(Types.decimal(12, 3), Types.decimal(30, 9))) {
      Oracle.over(new Random(5), type)
          .check(
              call("trunc(DECIMAL)", type, type),
              Oracle.strict(row -> {
                BigDecimal number = (BigDecimal) row[0];
                return number.setScale(0, RoundingMode.DOWN).setScale(number.scale());
              }));
    }
  }

  @Test
  void timesKeepTheirFractions() {
    for (Field type : List.of(Types.MICROS, Types.NANOS)) {
      Oracle.over(new Random(6), type)
          .check(call("to_timestamp(TIMESTAMP)", type, type), Oracle.strict(row -> row[0]));
    }
  }

  @Test
  void constantsAreComputedOnce() {
    var literal = new Expression.Literal("ab", Types.TEXT);
    Oracle.over(new Random(7), Types.TEXT)
        .check(
            new Expression.BuiltInCall("reverse(TEXT)", List.of(literal), Types.TEXT), row -> "ba");
  }

  @Test
  void namesAndTypesTellFunctionsApart() {
    assertThat(BuiltInFunctions.all())
        .extracting(BuiltInFunction::id)
        .doesNotHaveDuplicates()
        .contains("lpad(TEXT, BIGINT, TEXT)");
    assertThatThrownBy(() -> BuiltInFunctions.byId("lpad()"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lpad()");
  }
}
