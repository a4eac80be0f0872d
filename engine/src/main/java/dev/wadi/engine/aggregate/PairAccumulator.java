package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.types.pojo.Field;

/// Covariance, correlation and linear regression over (y, x), as the standard has them. Rows with a
/// null do not count. State: {@link PairMoments}.
final class PairAccumulator implements Accumulator {
  private final AggregateFunction function;
  private final Field type;
  private final BufferAllocator allocator;
  private final PairMoments moments;
  private final Numbers numbersOfX = new Numbers();
  private final Numbers numbersOfY = new Numbers();

  PairAccumulator(AggregateFunction function, Field type, BufferAllocator allocator) {
    this.function = function;
    this.type = type;
    this.allocator = allocator;
    this.moments = new PairMoments(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return PairMoments.fields();
  }

  @Override
  public void grow(int groupCount) {
    moments.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, new GroupedRows(rows, groups), 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, new GroupedRows(rows, groups), -1);
  }

  private void add(List<Column> arguments, GroupedRows all, int sign) {
    GroupedRows present = all.withoutNulls(arguments);
    double[] y = numbersOfY.doubles(arguments.get(0), present.rows());
    double[] x = numbersOfX.doubles(arguments.get(1), present.rows());
    for (int i = 0; i < present.rows().count(); i++) {
      moments.add(present.groups()[i], x[i], y[i], sign);
    }
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    moments.merge(states, rows, groups);
  }

  @Override
  public List<Column> state(int from, int to) {
    return moments.state(from, to);
  }

  @Override
  public Column result(int from, int to) {
    var vector = (Float8Vector) StateColumn.allocate(type, to - from, allocator);
    for (int group = from; group < to; group++) {
      OptionalDouble result = moments.count(group) > 0 ? result(group) : OptionalDouble.empty();
      if (result.isPresent()) {
        vector.set(group - from, result.getAsDouble());
      }
    }
    vector.setValueCount(to - from);
    return Column.of(vector);
  }

  private OptionalDouble result(int group) {
    double count = moments.count(group);
    return switch (function) {
      case REGR_AVGX -> OptionalDouble.of(moments.meanOfX(group));
      case REGR_AVGY -> OptionalDouble.of(moments.meanOfY(group));
      case REGR_SXX -> OptionalDouble.of(moments.deviationsOfX(group) / count);
      case REGR_SYY -> OptionalDouble.of(moments.deviationsOfY(group) / count);
      case REGR_SXY -> OptionalDouble.of(moments.codeviations(group) / count);
      case COVAR_POP -> quotient(moments.codeviations(group), count * count);
      case COVAR_SAMP -> quotient(moments.codeviations(group), count * (count - 1));
      case REGR_SLOPE -> slope(group);
      case REGR_INTERCEPT -> intercept(group);
      case REGR_R2 -> determination(group);
      case CORR -> correlation(group);
      default -> throw new IllegalStateException("not of pairs: " + function);
    };
  }

  private static OptionalDouble quotient(double dividend, double divisor) {
    return divisor == 0 ? OptionalDouble.empty() : OptionalDouble.of(dividend / divisor);
  }

  private OptionalDouble slope(int group) {
    return quotient(moments.codeviations(group), moments.deviationsOfX(group));
  }

  private OptionalDouble intercept(int group) {
    OptionalDouble slope = slope(group);
    return slope.isEmpty()
        ? slope
        : OptionalDouble.of(moments.meanOfY(group) - slope.getAsDouble() * moments.meanOfX(group));
  }

  // A horizontal line fits exactly.
  private OptionalDouble determination(int group) {
    double ofX = moments.deviationsOfX(group);
    double ofY = moments.deviationsOfY(group);
    if (ofX != 0 && ofY == 0) {
      return OptionalDouble.of(1);
    }
    double product = moments.codeviations(group);
    return quotient(product * product, ofX * ofY);
  }

  private OptionalDouble correlation(int group) {
    double scale = Math.sqrt(moments.deviationsOfX(group) * moments.deviationsOfY(group));
    OptionalDouble result = quotient(moments.codeviations(group), scale);
    return result.isEmpty() ? result : OptionalDouble.of(Math.clamp(result.getAsDouble(), -1, 1));
  }

  @Override
  public void close() {
    moments.close();
  }
}
