package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.engine.checkpoint.TaskFiles.Written;
import dev.wadi.engine.log.JobLog;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checkpoints of one run of a job: takes what its tasks save, writes it in the background, and
/// publishes the manifest when all of it is durable. Thread-safe.
///
/// A checkpoint that cannot be written is reported and given up; the job goes on, and the next one
/// is another attempt. If several fail in a row, the job is to fail: it could not be restored from
/// anything recent.
public final class CheckpointRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointRun.class);

  /// How many checkpoints may fail in a row before the job fails.
  static final int FAILURES_MAX = 3;

  /// Whether what was prepared for a checkpoint may be committed.
  public enum Outcome {
    /// Not known yet.
    PENDING,
    PUBLISHED,
    /// It was given up; the next one takes its place.
    FAILED
  }

  private final Checkpoints checkpoints;
  private final Identity identity;
  private final TaskFiles files;
  private final Patience patience;
  private final Clock clock;
  private final CheckpointHistory history;
  private final Consumer<CheckpointHistory.Entry> ended;
  private final ManifestLog log;
  private final TreeMap<Long, Attempt> attempts = new TreeMap<>();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
  private long published;
  private Manifest last;
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private int failuresInARow;
  private WadiException fatal;
  private boolean closed;

  /// How long a store may take.
  ///
  /// @param silence until the next file of a checkpoint is durable; after that it is given up
  /// @param end until a run that is over has written what it was writing; after that nobody waits
  public record Patience(Duration silence, Duration end) {
    /// Enough for the largest file over a slow network.
    public static final Patience DEFAULT =
        new Patience(Duration.ofMinutes(10), Duration.ofSeconds(5));
  }

  /// Whose checkpoints they are.
  ///
  /// @param run unique to this run
  /// @param stages by id: names for people, of all stages
  /// @param ended the stages that take no part, since they have ended before the first checkpoint
  /// @param tasks all that take part
  public record Identity(
      String pipeline,
      String run,
      String fingerprint,
      Map<Integer, String> stages,
      List<Integer> ended,
      List<TaskId> tasks) {
    public Identity {
      stages = Map.copyOf(stages);
      ended = List.copyOf(ended);
      tasks = List.copyOf(tasks);
    }
  }

  /// @param from as {@link Checkpoints#begin} has told
  /// @param files makes the files of this run; closed with it
  /// @param ended gets to know what became of each checkpoint
  public CheckpointRun(
      Checkpoints checkpoints,
      Identity identity,
      RestorePoint from,
      TaskFiles files,
      Patience patience,
      Clock clock,
      Consumer<CheckpointHistory.Entry> ended) {
    this.ended = ended;
    this.checkpoints = checkpoints;
    this.identity = identity;
    this.files = files;
    this.patience = patience;
    this.clock = clock;
    this.log = new ManifestLog(checkpoints.store(), identity.run(), from.number());
    this.published = from.lastEpoch();
    this.history = new CheckpointHistory(checkpoints.all());
  }

  /// Takes over what a task saves, and returns at once.
  public synchronized void save(long epoch, TaskId task, TaskState state) {
    if (closed) {
      return;
    }
    attempts.computeIfAbsent(epoch, _ -> begin(epoch)).saved(task, state, System.nanoTime());
    long before = published;
    background.execute(JobLog.carried(() -> write(epoch, before, task, state)));
  }

  private Attempt begin(long epoch) {
    var attempt = new Attempt(clock.millis());
    history.begun(epoch, attempt.startedMillis);
    return attempt;
  }

  /// Takes note of what a task on another member has saved and written already; returns at once.
  ///
  /// @param state without that of its operators, which stands in the files
  /// @param failure why it could not be written, null if it was
  public synchronized void save(
      long epoch, TaskId task, TaskState state, Written written, IOException failure) {
    if (closed || epoch <= published) {
      return;
    }
    attempts.computeIfAbsent(epoch, _ -> begin(epoch)).saved(task, state, System.nanoTime());
    background.execute(JobLog.carried(() -> written(epoch, task, written, failure)));
  }

  private void write(long epoch, long before, TaskId task, TaskState state) {
    Written written = Written.NOTHING;
    IOException failure = null;
    try {
      written = files.write(epoch, before, task, state.operators());
    } catch (IOException e) {
      failure = e;
    }
    written(epoch, task, written, failure);
  }

  private void written(long epoch, TaskId task, Written written, IOException failure) {
    Manifest whole = null;
    synchronized (this) {
      Attempt attempt = attempts.get(epoch);
      if (attempt == null || attempt.outcome != Outcome.PENDING) {
        // It has been given up meanwhile.
        removeLater(written.fresh());
        return;
      }
      attempt.written(task, written, failure, System.nanoTime());
      if (closed || !attempt.isWritten(identity)) {
        return;
      }
      if (attempt.failure == null) {
        attempt.failure = missing(attempt);
      }
      if (attempt.failure == null) {
        whole = attempt.manifest(identity, epoch, clock.millis());
      } else {
        removeLater(attempt.fresh());
        fail(epoch, attempt);
      }
    }
    if (whole != null) {
      publish(whole);
    }
  }

  // What it has not written itself must stand in the last one, which is kept: all else may be
  // removed at any time. Null if it does.
  private IOException missing(Attempt attempt) {
    return isThere(attempt.inherited())
        ? null
        : new IOException("it needs files that are not in checkpoint " + published);
  }

  /// Whether files will stay that the last checkpoint has which this run has published.
  synchronized boolean isThere(List<StateFile> needed) {
    return last == null ? needed.isEmpty() : Set.copyOf(last.files()).containsAll(needed);
  }

  // Without the lock: tasks ask for the outcome, and must not wait for a disk.
  private void publish(Manifest manifest) {
    try {
      if (log.append(manifest)) {
        published(manifest);
      } else {
        overtaken(manifest.epoch());
      }
    } catch (IOException e) {
      unpublished(manifest.epoch(), e);
    } catch (RuntimeException e) {
      LOG.error("pipeline {}: checkpoint {}", identity.pipeline(), manifest.epoch(), e);
      unpublished(manifest.epoch(), new IOException(e.toString(), e));
    }
  }

  private synchronized void published(Manifest manifest) {
    long epoch = manifest.epoch();
    Attempt attempt = attempts.get(epoch);
    if (closed || attempt == null || attempt.outcome != Outcome.PENDING) {
      // Too late: it stands there for the next run, or for the next checkpoint to replace it.
      return;
    }
    attempt.outcome = Outcome.PUBLISHED;
    attempt.forget();
    published = epoch;
    last = manifest;
    failuresInARow = 0;
    ended.accept(history.published(manifest));
    first.complete(null);
    attempts.keySet().removeIf(older -> older < epoch);
    background.execute(JobLog.carried(() -> removeOld(epoch)));
  }

  private synchronized void overtaken(long epoch) {
    fatal =
        new WadiException(
            ErrorCode.CHECKPOINT_FAILED,
            "another run of pipeline '%s' has made checkpoint %d, or has begun since"
                .formatted(identity.pipeline(), epoch));
  }

  // Its files stay: it may have been published nevertheless.
  private synchronized void unpublished(long epoch, IOException failure) {
    Attempt attempt = attempts.get(epoch);
    if (!closed && attempt != null && attempt.outcome == Outcome.PENDING) {
      attempt.failure = failure;
      fail(epoch, attempt);
    }
  }

  private void removeOld(long epoch) {
    try {
      checkpoints.removeOld(epoch);
    } catch (IOException | RuntimeException e) {
      LOG.warn("pipeline {}: old checkpoints stay: {}", identity.pipeline(), e.getMessage());
    }
  }

  private void fail(long epoch, Attempt attempt) {
    attempt.outcome = Outcome.FAILED;
    failuresInARow++;
    ended.accept(history.failed(epoch, clock.millis(), attempt.failure.getMessage()));
    LOG.warn(
        "pipeline {}: checkpoint {} failed: {}",
        identity.pipeline(),
        epoch,
        attempt.failure.getMessage());
    if (failuresInARow >= FAILURES_MAX) {
      fatal = failed(failuresInARow + " checkpoints in a row have failed", attempt.failure);
    }
    attempt.forget();
  }

  private void removeLater(List<StateFile> files) {
    if (!closed) {
      background.execute(JobLog.carried(() -> files.forEach(this::removeQuietly)));
    }
  }

  private void removeQuietly(StateFile file) {
    try {
      checkpoints.store().delete(file.name());
    } catch (IOException e) {
      LOG.debug("{} stays: {}", file.name(), e.getMessage());
    }
  }

  private WadiException failed(String what, IOException cause) {
    String since = published == 0 ? "there is none before" : "the last one is " + published;
    return new WadiException(
            ErrorCode.CHECKPOINT_FAILED,
            "%s, %s: %s".formatted(what, since, cause.getMessage()),
            cause)
        .withHint(
            "mend the cause and start the pipeline again: it goes on from its last checkpoint");
  }

  /// What has become of a checkpoint.
  ///
  /// @throws WadiException if the job must not go on
  public synchronized Outcome outcome(long epoch) {
    if (fatal != null) {
      throw fatal;
    }
    Attempt attempt = attempts.get(epoch);
    if (closed && (attempt == null || attempt.outcome == Outcome.PENDING)) {
      return Outcome.FAILED;
    }
    if (attempt == null) {
      throw new IllegalStateException("nobody has saved for checkpoint " + epoch);
    }
    if (attempt.outcome == Outcome.PENDING
        && attempt.idleNanos(System.nanoTime()) > patience.silence().toNanos()) {
      attempt.failure =
          new IOException(
              "%s has not answered for %d s"
                  .formatted(checkpoints.store().location(), patience.silence().toSeconds()));
      if (!attempt.isWritten(identity)) {
        removeLater(attempt.fresh());
      }
      fail(epoch, attempt);
    }
    return attempt.outcome;
  }

  /// The last checkpoint that this run has published, or null.
  public synchronized Manifest last() {
    return last;
  }

  /// Completes, if ever, when this run has published its first checkpoint; by a thread that has
  /// others to do, so that nothing may be hung on it that takes long.
  public CompletableFuture<Void> first() {
    return first.copy();
  }

  /// Why there is no checkpoint of a job that was to end with one.
  public synchronized WadiException lastFailure() {
    if (fatal != null) {
      return fatal;
    }
    Map.Entry<Long, Attempt> latest = attempts.lastEntry();
    IOException cause =
        latest == null || latest.getValue().failure == null
            ? new IOException("it was not completed")
            : latest.getValue().failure;
    return failed("the last checkpoint has failed", cause);
  }

  /// What became of the latest checkpoints of the pipeline.
  public CheckpointHistory history() {
    return history;
  }

  /// Nobody waits for checkpoints any more: what is not published yet has failed.
  public synchronized void giveUp() {
    closed = true;
  }

  /// The same; and waits for what is being written, but not for ever. What is published later
  /// nevertheless, nobody here commits: the next run begins from it, or shuts it out.
  @Override
  public void close() {
    giveUp();
    files.close();
    background.shutdown();
    try {
      if (background.awaitTermination(patience.end().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.warn(
        "pipeline {}: {} does not answer; what is being written there is left alone",
        identity.pipeline(),
        checkpoints.store().location());
    background.shutdownNow();
  }
}
