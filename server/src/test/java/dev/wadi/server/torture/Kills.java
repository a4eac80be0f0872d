package dev.wadi.server.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// What happened to the servers.
final class Kills {
  private static final double MILLIS_PER_SECOND = 1_000;

  private int all;
  private int atStart;
  private int inCheckpoint;
  private int beforeCommit;
  private long rows;
  private final List<Long> recoveriesMillis = new ArrayList<>();

  int all() {
    return all;
  }

  long rows() {
    return rows;
  }

  /// @param starting whether it was not ready yet
  void add(boolean starting, PublishedCheckpoints checkpoints) {
    all++;
    atStart += starting ? 1 : 0;
    inCheckpoint += checkpoints.isAnotherBegun() ? 1 : 0;
    beforeCommit += checkpoints.isCommitMissing() ? 1 : 0;
  }

  void compared(long compared) {
    rows += compared;
  }

  /// @param millis from the kill to the next checkpoint that was published
  void recovered(long millis) {
    recoveriesMillis.add(millis);
  }

  @Override
  public String toString() {
    return "%,d kills (%d while it started, %d with a checkpoint begun, %d between a checkpoint and"
            .formatted(all, atStart, inCheckpoint, beforeCommit)
        + " its commit), %,d rows compared, each there once; %s".formatted(rows, recoveries());
  }

  private String recoveries() {
    if (recoveriesMillis.isEmpty()) {
      return "no recovery was waited for";
    }
    List<Long> sorted = new ArrayList<>(recoveriesMillis);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "from a kill to the next checkpoint, start of the process included: median %.1f s, max %.1f"
            + " s (%d times)",
        sorted.get(sorted.size() / 2) / MILLIS_PER_SECOND,
        sorted.getLast() / MILLIS_PER_SECOND,
        sorted.size());
  }
}
