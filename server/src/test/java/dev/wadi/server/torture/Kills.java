package dev.wadi.server.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// What happened to the servers.
final class Kills {
  private static final double MILLIS_PER_SECOND = 1_000;

  private final String recovery;
  private int all;
  private int atStart;
  private int inCheckpoint;
  private int beforeCommit;
  private int held;
  private int replaced;
  private long rows;
  private final List<Long> recoveriesMillis = new ArrayList<>();

  /// @param recovery what is measured from a kill to the next checkpoint
  Kills(String recovery) {
    this.recovery = recovery;
  }

  /// Of a server that is alone.
  static Kills ofOneServer() {
    return new Kills("from a kill to the next checkpoint, start of the process included");
  }

  /// Of one of several servers.
  static Kills ofSeveralServers() {
    return new Kills("from a kill to the next checkpoint on the servers that were left");
  }

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

  /// A server was held up for seconds.
  void held() {
    held++;
  }

  /// A server was stopped in order and started again.
  void replaced() {
    replaced++;
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
        + " its commit),%s %,d rows compared, each there once; %s"
            .formatted(others(), rows, recoveries());
  }

  private String others() {
    return held + replaced == 0
        ? ""
        : " %d times held for seconds, %d times replaced in order,".formatted(held, replaced);
  }

  private String recoveries() {
    if (recoveriesMillis.isEmpty()) {
      return "no recovery was waited for";
    }
    List<Long> sorted = new ArrayList<>(recoveriesMillis);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%s: median %.1f s, max %.1f s (%d times)",
        recovery,
        sorted.get(sorted.size() / 2) / MILLIS_PER_SECOND,
        sorted.getLast() / MILLIS_PER_SECOND,
        sorted.size());
  }
}
