package dev.wadi.server.pipeline;

import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Keeps the first rows of a query, and drops the others.
final class FirstRows implements RowReceiver {
  private final int most;
  private final List<byte[]> rows = new ArrayList<>();
  private final CompletableFuture<Void> full = new CompletableFuture<>();

  FirstRows(int most) {
    this.most = most;
  }

  @Override
  public synchronized void row(String table, ChangeKind change, byte[] json) {
    if (rows.size() < most) {
      rows.add(json);
    }
    if (rows.size() == most) {
      full.complete(null);
    }
  }

  @Override
  public void flush() {}

  /// Completes, if ever, when there are as many rows as are kept.
  CompletableFuture<Void> full() {
    return full;
  }

  synchronized List<byte[]> seen() {
    return List.copyOf(rows);
  }
}
