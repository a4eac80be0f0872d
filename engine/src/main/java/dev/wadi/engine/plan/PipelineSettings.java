package dev.wadi.engine.plan;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/// What `SET` says about a pipeline as a whole.
///
/// @param updatingTtl how long an updating operator remembers a key that gets no rows
/// @param updatingFlush how long an updating operator holds changes back, to make one of many
/// @param allowedLateness how far the watermark may be past a window's end for a row to count
/// @param earlyFire how often the results of open windows are emitted as they are; empty for never
/// @param parallelism how many subtasks each stage has at most; empty if whoever starts the
///   pipeline decides
/// @param batchRows how many rows a batch has at most; empty for the engine's default
/// @param linger how long rows may be held back to fill a batch; empty for the engine's default
/// @param checkpointInterval from one checkpoint to the next; empty for the server's default
/// @param timeZone whose dates and times moments have
/// @param badData what becomes of rows that a function rejects
/// @param deadLetterTable the name of the table that gets what is left out, if there is one
public record PipelineSettings(
    Duration updatingTtl,
    Duration updatingFlush,
    Duration allowedLateness,
    Optional<Duration> earlyFire,
    OptionalInt parallelism,
    OptionalInt batchRows,
    Optional<Duration> linger,
    Optional<Duration> checkpointInterval,
    ZoneId timeZone,
    BadData badData,
    Optional<String> deadLetterTable) {
  public static final int PARALLELISM_MAX = 64;
  public static final int BATCH_ROWS_MAX = 65_536;

  // As in Arroyo.
  private static final Duration DEFAULT_UPDATING_TTL = Duration.ofDays(1);
  private static final Duration DEFAULT_UPDATING_FLUSH = Duration.ofSeconds(1);

  public PipelineSettings {
    if (!updatingTtl.isPositive()) {
      throw new IllegalArgumentException("updatingTtl " + updatingTtl);
    }
  }

  /// Of a pipeline that sets nothing.
  public static PipelineSettings defaults() {
    return new PipelineSettings(
        DEFAULT_UPDATING_TTL,
        DEFAULT_UPDATING_FLUSH,
        Duration.ZERO,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        ZoneOffset.UTC,
        BadData.FAIL,
        Optional.empty());
  }

  public PipelineSettings withUpdatingTtl(Duration ttl) {
    return new PipelineSettings(
        ttl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        parallelism,
        batchRows,
        linger,
        checkpointInterval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withUpdatingFlush(Duration interval) {
    return new PipelineSettings(
        updatingTtl,
        interval,
        allowedLateness,
        earlyFire,
        parallelism,
        batchRows,
        linger,
        checkpointInterval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withAllowedLateness(Duration time) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        time,
        earlyFire,
        parallelism,
        batchRows,
        linger,
        checkpointInterval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withEarlyFire(Optional<Duration> interval) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        interval,
        parallelism,
        batchRows,
        linger,
        checkpointInterval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withParallelism(OptionalInt subtasks) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        subtasks,
        batchRows,
        linger,
        checkpointInterval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withBatchRows(OptionalInt rows) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        parallelism,
        rows,
        linger,
        checkpointInterval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withLinger(Optional<Duration> time) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        parallelism,
        batchRows,
        time,
        checkpointInterval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withCheckpointInterval(Optional<Duration> interval) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        parallelism,
        batchRows,
        linger,
        interval,
        timeZone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withTimeZone(ZoneId zone) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        parallelism,
        batchRows,
        linger,
        checkpointInterval,
        zone,
        badData,
        deadLetterTable);
  }

  public PipelineSettings withBadData(BadData policy) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        parallelism,
        batchRows,
        linger,
        checkpointInterval,
        timeZone,
        policy,
        deadLetterTable);
  }

  public PipelineSettings withDeadLetterTable(Optional<String> table) {
    return new PipelineSettings(
        updatingTtl,
        updatingFlush,
        allowedLateness,
        earlyFire,
        parallelism,
        batchRows,
        linger,
        checkpointInterval,
        timeZone,
        badData,
        table);
  }
}
