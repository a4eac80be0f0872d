package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.BitSet;

/// Rows of two sides that match, by number; those of the probe in order.
public final class JoinPairs {
  private int[] probe;
  private int[] build;
  private int count;

  public JoinPairs(int expected) {
    probe = new int[Math.max(8, expected)];
    build = new int[probe.length];
  }

  public void add(int probeRow, int buildRow) {
    if (count == probe.length) {
      probe = Arrays.copyOf(probe, 2 * count);
      build = Arrays.copyOf(build, 2 * count);
    }
    probe[count] = probeRow;
    build[count++] = buildRow;
  }

  /// Keeps some of the pairs, by their place.
  public void keep(Selection kept) {
    for (int i = 0; i < kept.count(); i++) {
      probe[i] = probe[kept.row(i)];
      build[i] = build[kept.row(i)];
    }
    count = kept.count();
  }

  public int count() {
    return count;
  }

  public Selection probeRows() {
    return new Selection(probe, count);
  }

  public Selection buildRows() {
    return new Selection(build, count);
  }

  /// The probe's row of the i-th pair.
  public int probeRow(int i) {
    return probe[i];
  }

  /// The other row of the i-th pair.
  public int buildRow(int i) {
    return build[i];
  }

  /// Forgets all pairs.
  public void clear() {
    count = 0;
  }

  /// The rows of a probe batch that are in a pair, or those that are in none.
  Selection matched(Batch batch, boolean wanted) {
    BitSet matched = new BitSet(batch.physicalRowCount());
    for (int i = 0; i < count; i++) {
      matched.set(probe[i]);
    }
    int[] rows = new int[batch.rowCount()];
    int found = 0;
    for (int i = 0; i < batch.rowCount(); i++) {
      if (matched.get(batch.row(i)) == wanted) {
        rows[found++] = batch.row(i);
      }
    }
    return new Selection(rows, found);
  }
}
