package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Rows of a batch that are to be left out because a function rejected them. Whoever evaluates
/// expressions asks for them after each batch.
public final class DroppedRows {
  private final TreeMap<Integer, Dropped> rows = new TreeMap<>();
  private final LongAdder counter;
  private Taker taker = (batch, dropped) -> {};

  /// @param row a physical row of the batch
  /// @param function that was the first to reject it
  /// @param reason in the function's words
  public record Dropped(int row, String function, String reason) {}

  /// Gets to see what is left out.
  @FunctionalInterface
  public interface Taker {
    /// @param batch borrowed
    /// @param dropped some of its rows, ascending
    void take(Batch batch, List<Dropped> dropped);
  }

  /// @param counter counts rows that are left out
  public DroppedRows(LongAdder counter) {
    this.counter = counter;
  }

  /// To be called before the first batch, or never.
  public void showTo(Taker other) {
    taker = other;
  }

  /// A row that is to be left out, for the first reason that is given.
  public void add(Dropped row) {
    rows.putIfAbsent(row.row(), row);
  }

  /// Takes the rows out of a selection, and counts them.
  ///
  /// @param batch whose rows they are; borrowed
  /// @param selection physical rows, or null for all of them
  /// @return the same selection if nothing is to be left out
  public Selection takeFrom(Selection selection, Batch batch) {
    if (rows.isEmpty()) {
      return selection;
    }
    Selection all = selection == null ? Selection.range(batch.physicalRowCount()) : selection;
    int[] left = new int[all.count()];
    int count = 0;
    for (int i = 0; i < all.count(); i++) {
      left[count] = all.row(i);
      count += rows.containsKey(all.row(i)) ? 0 : 1;
    }
    counter.add(rows.size());
    List<Dropped> dropped = List.copyOf(rows.values());
    rows.clear();
    taker.take(batch, dropped);
    return new Selection(left, count);
  }
}
