package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Count, sums, sums of squares and of products of pairs of numbers, per group; of their
/// differences from a pivot, so that little is lost when they are subtracted.
final class PairMoments implements AutoCloseable {
  /// What is smaller than this part of a sum of squares is rounding.
  private static final double NOISE = 0x1p-98;

  private static final int X = 0;
  private static final int Y = 1;
  private static final int XX = 2;
  private static final int YY = 3;
  private static final int XY = 4;

  private final BufferAllocator allocator;
  private final StateArray counts;
  private final StateArray nonFinite;
  private final StateArray pivotsOfX;
  private final StateArray pivotsOfY;
  private final List<PreciseSums> sums;

  PairMoments(BufferAllocator allocator) {
    this.allocator = allocator;
    this.counts = new StateArray(allocator);
    this.nonFinite = new StateArray(allocator);
    this.pivotsOfX = new StateArray(allocator);
    this.pivotsOfY = new StateArray(allocator);
    this.sums = Stream.generate(() -> new PreciseSums(allocator)).limit(XY + 1).toList();
  }

  static List<Field> fields() {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                StateColumn.INT64, StateColumn.INT64, StateColumn.FLOAT64, StateColumn.FLOAT64));
    Collections.nCopies(XY + 1, PreciseSums.FIELDS).forEach(fields::addAll);
    return fields;
  }

  void grow(int groupCount) {
    arrays().forEach(array -> array.grow(groupCount));
    sums.forEach(sum -> sum.grow(groupCount));
  }

  private Stream<StateArray> arrays() {
    return Stream.of(counts, nonFinite, pivotsOfX, pivotsOfY);
  }

  void add(int group, double x, double y, int sign) {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      counts.set(group, counts.get(group) + sign);
      nonFinite.set(group, nonFinite.get(group) + sign);
      return;
    }
    propose(group, x, y);
    Precise dx = Precise.difference(x, pivotsOfX.getDouble(group));
    Precise dy = Precise.difference(y, pivotsOfY.getDouble(group));
    counts.set(group, counts.get(group) + sign);
    sums.get(X).add(group, dx.times(sign));
    sums.get(Y).add(group, dy.times(sign));
    sums.get(XX).add(group, dx.times(dx).times(sign));
    sums.get(YY).add(group, dy.times(dy).times(sign));
    sums.get(XY).add(group, dx.times(dy).times(sign));
  }

  // Where nothing has been added, any pivot is right.
  private void propose(int group, double x, double y) {
    if (counts.get(group) == nonFinite.get(group)
        && sums.stream().allMatch(sum -> sum.get(group).isZero())) {
      pivotsOfX.setDouble(group, x);
      pivotsOfY.setDouble(group, y);
    }
  }

  void merge(List<Column> states, Selection rows, int[] groups) {
    long[] otherCounts = new Numbers().longs(states.get(0), rows);
    long[] otherNonFinite = new Numbers().longs(states.get(1), rows);
    double[] otherX = new Numbers().doubles(states.get(2), rows);
    double[] otherY = new Numbers().doubles(states.get(3), rows);
    List<Precise[]> others = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      others.add(sums.get(i).read(states.subList(4 + 2 * i, 6 + 2 * i), rows));
    }
    for (int i = 0; i < rows.count(); i++) {
      int group = groups[i];
      propose(group, otherX[i], otherY[i]);
      Precise shiftX = Precise.difference(otherX[i], pivotsOfX.getDouble(group));
      Precise shiftY = Precise.difference(otherY[i], pivotsOfY.getDouble(group));
      double count = otherCounts[i] - otherNonFinite[i];
      Precise x = others.get(X)[i];
      Precise y = others.get(Y)[i];
      sums.get(X).add(group, x.plus(shiftX.times(count)));
      sums.get(Y).add(group, y.plus(shiftY.times(count)));
      sums.get(XX).add(group, shifted(others.get(XX)[i], x, x, shiftX, shiftX, count));
      sums.get(YY).add(group, shifted(others.get(YY)[i], y, y, shiftY, shiftY, count));
      sums.get(XY).add(group, shifted(others.get(XY)[i], x, y, shiftX, shiftY, count));
      counts.set(group, counts.get(group) + otherCounts[i]);
      nonFinite.set(group, nonFinite.get(group) + otherNonFinite[i]);
    }
  }

  // The sum of (a + shiftA)(b + shiftB), given those of ab, a and b.
  private static Precise shifted(
      Precise products, Precise a, Precise b, Precise shiftA, Precise shiftB, double count) {
    return products
        .plus(shiftB.times(a))
        .plus(shiftA.times(b))
        .plus(shiftA.times(shiftB).times(count));
  }

  List<Column> state(int from, int to) {
    List<Column> columns = new ArrayList<>();
    List<Field> fields = fields();
    for (StateArray array : arrays().toList()) {
      Field field = fields.get(columns.size());
      columns.add(StateColumn.of(array, from, to, field, group -> false, allocator));
    }
    sums.forEach(sum -> columns.addAll(sum.state(from, to)));
    return columns;
  }

  long count(int group) {
    return counts.get(group);
  }

  double meanOfX(int group) {
    return mean(group, X, pivotsOfX);
  }

  double meanOfY(int group) {
    return mean(group, Y, pivotsOfY);
  }

  private double mean(int group, int which, StateArray pivots) {
    double count = counts.get(group);
    Precise sum = sums.get(which).get(group);
    return finite(group, Precise.of(pivots.getDouble(group)).times(count).plus(sum).high() / count);
  }

  /// The sum of squared differences of x from its mean, times the count: so it is one rounding less
  /// from the truth.
  double deviationsOfX(int group) {
    return deviations(group, X, X, XX);
  }

  double deviationsOfY(int group) {
    return deviations(group, Y, Y, YY);
  }

  /// The sum of products of the differences of x and of y from their means, times the count.
  double codeviations(int group) {
    return deviations(group, X, Y, XY);
  }

  private double deviations(int group, int a, int b, int products) {
    double count = counts.get(group);
    Precise product = sums.get(products).get(group).times(count);
    double result = product.minus(sums.get(a).get(group).times(sums.get(b).get(group))).high();
    double scale =
        count
            * Math.sqrt(sums.get(square(a)).get(group).high())
            * Math.sqrt(sums.get(square(b)).get(group).high());
    return finite(group, Math.abs(result) <= NOISE * scale ? 0 : result);
  }

  private static int square(int which) {
    return which == X ? XX : YY;
  }

  private double finite(int group, double value) {
    return nonFinite.get(group) > 0 ? Double.NaN : value;
  }

  @Override
  public void close() {
    arrays().forEach(StateArray::close);
    sums.forEach(PreciseSums::close);
  }
}
