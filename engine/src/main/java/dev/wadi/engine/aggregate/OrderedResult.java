package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// What an aggregate makes of a group's ordered values.
@FunctionalInterface
interface OrderedResult {
  /// Writes a group's result; nothing if it has no values.
  void write(ValueTree values, int group, FieldVector vector, int index);

  static OrderedResult extreme(boolean greatest) {
    return (values, group, vector, index) ->
        copy(values, values.at(group, !greatest, 0), vector, index);
  }

  private static void copy(ValueTree values, int node, FieldVector vector, int index) {
    if (node != ValueTree.NONE) {
      values.write(vector, index, node);
    }
  }

  /// The value in the middle, or the mean of the two there, towards zero if it is not a float.
  static OrderedResult median() {
    return (values, group, vector, index) -> {
      long count = values.total(group);
      if (count % 2 == 1) {
        copy(values, values.at(group, true, count / 2), vector, index);
      } else if (count > 0) {
        int low = values.at(group, true, count / 2 - 1);
        writeMean(values, low, values.at(group, true, count / 2), vector, index);
      }
    };
  }

  private static void writeMean(
      ValueTree values, int low, int high, FieldVector vector, int index) {
    if (vector.getField().getType() instanceof ArrowType.FloatingPoint) {
      writeNumber(values.number(low) / 2 + values.number(high) / 2, vector, index);
    } else {
      BigDecimal sum = values.exact(low).add(values.exact(high));
      writeExact(sum.divide(BigDecimal.TWO, sum.scale(), RoundingMode.DOWN), vector, index);
    }
  }

  private static void writeExact(BigDecimal value, FieldVector vector, int index) {
    if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(index, value);
    } else {
      BigInteger whole = value.toBigInteger();
      Numbers.write((BaseFixedWidthVector) vector, index, whole.longValue());
      BitVectorHelper.setBit(vector.getValidityBuffer(), index);
    }
  }

  /// As a type of numbers; towards zero if it is not a float.
  static void writeNumber(double value, FieldVector vector, int index) {
    switch (vector) {
      case Float8Vector doubles -> doubles.setSafe(index, value);
      case Float4Vector floats -> floats.setSafe(index, (float) value);
      case DecimalVector decimals ->
          decimals.setSafe(
              index, BigDecimal.valueOf(value).setScale(decimals.getScale(), RoundingMode.HALF_UP));
      default -> writeExact(new BigDecimal(value), vector, index);
    }
  }

  /// Interpolates between the two values next to a fraction of the way through all values.
  static OrderedResult continuous(AggregateCall call) {
    double fraction = fraction(call).doubleValue();
    return (values, group, vector, index) -> {
      long last = values.total(group) - 1;
      if (last >= 0) {
        double place = fraction * last;
        long below = (long) Math.floor(place);
        double low = values.number(values.at(group, true, below));
        double high = values.number(values.at(group, true, Math.min(last, below + 1)));
        double part = place - below;
        writeNumber(part == 0 ? low : low + part * (high - low), vector, index);
      }
    };
  }

  /// The fraction, counted from the least value.
  static BigDecimal fraction(AggregateCall call) {
    BigDecimal given = new BigDecimal(call.parameters().getFirst());
    return isDescending(call) ? BigDecimal.ONE.subtract(given) : given;
  }

  private static boolean isDescending(AggregateCall call) {
    return !call.ordering().isEmpty() && call.ordering().getFirst().descending();
  }

  /// The first value that as great a part of all values does not come after.
  static OrderedResult discrete(AggregateCall call) {
    BigDecimal fraction = new BigDecimal(call.parameters().getFirst());
    boolean ascending = !isDescending(call);
    return (values, group, vector, index) -> {
      BigDecimal place = fraction.multiply(BigDecimal.valueOf(values.total(group)));
      long others = Math.max(1, place.setScale(0, RoundingMode.CEILING).longValueExact()) - 1;
      copy(values, values.at(group, ascending, others), vector, index);
    };
  }

  /// The most frequent value; of several the least.
  static OrderedResult mode() {
    return (values, group, vector, index) -> {
      long[] most = {0};
      int[] found = {ValueTree.NONE};
      values.visit(
          group,
          true,
          (node, count) -> {
            if (count > most[0]) {
              most[0] = count;
              found[0] = node;
            }
            return true;
          });
      copy(values, found[0], vector, index);
    };
  }

  /// @param and whether bits have to be set in all values
  static OrderedResult bits(boolean and) {
    return (values, group, vector, index) -> {
      long[] bits = {and ? -1 : 0};
      boolean[] any = {false};
      values.visit(
          group,
          true,
          (node, count) -> {
            if (count > 0) {
              long value = values.exact(node).toBigInteger().longValue();
              bits[0] = and ? bits[0] & value : bits[0] | value;
              any[0] = true;
            }
            return true;
          });
      if (any[0]) {
        Numbers.write((BaseFixedWidthVector) vector, index, bits[0]);
        BitVectorHelper.setBit(vector.getValidityBuffer(), index);
      }
    };
  }
}
