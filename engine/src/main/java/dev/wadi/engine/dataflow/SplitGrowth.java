package dev.wadi.engine.dataflow;

import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.GrowingSource.SplitSearch;
import dev.wadi.sdk.connector.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Finds the splits that a table gets while one subtask reads it.
final class SplitGrowth implements AutoCloseable {
  private final GrowingSource source;
  private final int subtask;
  private final int parallelism;
  private final LongSupplier nanoClock;
  private final Set<String> known = new HashSet<>();
  private SplitSearch search;
  private long lastNanos;

  /// @param assigned what the subtask reads already
  SplitGrowth(
      GrowingSource source,
      List<SplitState> assigned,
      int subtask,
      int parallelism,
      LongSupplier nanoClock) {
    this.source = source;
    this.subtask = subtask;
    this.parallelism = parallelism;
    this.nanoClock = nanoClock;
    assigned.forEach(state -> known.add(state.split().id()));
  }

  /// Hands out the subtask's new splits, if it is time to look for them. The first look is at once:
  /// splits may have come since the checkpoint that a run has begun from.
  void look(Consumer<Source.Split> found) {
    long now = nanoClock.getAsLong();
    if (search == null) {
      search = source.search();
    } else if (now - lastNanos < TimeUnit.MILLISECONDS.toNanos(search.pauseMillis())) {
      return;
    }
    lastNanos = now;
    for (Source.Split split : search.find()) {
      if (source.owner(split, parallelism) == subtask && known.add(split.id())) {
        found.accept(split);
      }
    }
  }

  @Override
  public void close() {
    if (search != null) {
      search.close();
    }
  }
}
