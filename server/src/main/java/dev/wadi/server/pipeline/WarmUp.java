package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.output.RowReceiver;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans and runs a small script right after the start, so that the classes of the whole path are
/// loaded when the first user comes: planning cold takes more than a second.
public final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROUNDS = 3;
  private static final String SQL =
      """
      CREATE TABLE warm_up (
        counter BIGINT, subtask_index BIGINT, timestamp TIMESTAMP NOT NULL, WATERMARK FOR timestamp)
      WITH (connector = 'impulse', event_time_interval = '1 second', message_count = '1000');
      SELECT subtask_index, count(*) AS ticks, max(counter + 1) AS latest
      FROM warm_up WHERE counter >= 0 GROUP BY subtask_index, tumble(INTERVAL '1' MINUTE);
      """;

  private final QueryRunner runner;
  private final Thread thread;
  private RunningQuery query;
  private boolean closed;

  private WarmUp(QueryRunner runner) {
    this.runner = runner;
    this.thread = Thread.ofPlatform().name("wadi-warm-up").daemon().unstarted(this::run);
  }

  /// Begins in the background.
  public static WarmUp start(QueryRunner runner) {
    var warmUp = new WarmUp(runner);
    warmUp.thread.start();
    return warmUp;
  }

  private void run() {
    long start = System.nanoTime();
    try {
      for (int round = 0; round < ROUNDS && begin(); round++) {
        query.completion().join();
      }
      LOG.debug("warm after {} ms", (System.nanoTime() - start) / 1_000_000);
    } catch (WadiException | CompletionException e) {
      if (!(e.getCause() instanceof CancellationException)) {
        LOG.warn("could not warm up; the first query will be slow", e);
      }
    }
  }

  private synchronized boolean begin() {
    if (!closed) {
      JobSettings settings = JobSettings.defaults("warm-up").withParallelism(1);
      query = runner.start(runner.plan(SQL), settings, RowReceiver.NOBODY);
    }
    return !closed;
  }

  /// Stops a round that runs.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (query != null) {
        query.cancel();
      }
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
