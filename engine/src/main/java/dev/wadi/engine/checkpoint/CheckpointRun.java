package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.Manifest.StageEntry;
import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.engine.log.JobLog;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  private final Clock clock;
  private final CheckpointHistory history;
  private final Consumer<CheckpointHistory.Entry> ended;
  private final TreeMap<Long, Attempt> attempts = new TreeMap<>();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
  private long published;
  private Manifest last;
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private int failuresInARow;
  private WadiException fatal;
  private boolean closed;

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

  /// @param ended gets to know what became of each checkpoint
  public CheckpointRun(
      Checkpoints checkpoints,
      Identity identity,
      RestorePoint from,
      Clock clock,
      Consumer<CheckpointHistory.Entry> ended) {
    this.ended = ended;
    this.checkpoints = checkpoints;
    this.identity = identity;
    this.clock = clock;
    this.published = from.lastEpoch();
    this.history = new CheckpointHistory(checkpoints.all());
  }

  private static final class Attempt {
    private final long startedMillis;
    private final Map<TaskId, TaskState> states = new TreeMap<>();
    private final Map<TaskId, List<StateFile>> files = new TreeMap<>();
    private Outcome outcome = Outcome.PENDING;
    private IOException failure;
    private int reported;

    private Attempt(long startedMillis) {
      this.startedMillis = startedMillis;
    }
  }

  /// Takes over what a task saves, and returns at once.
  public void save(long epoch, TaskId task, TaskState state) {
    synchronized (this) {
      if (closed) {
        return;
      }
      Attempt attempt = attempts.computeIfAbsent(epoch, _ -> begin(epoch));
      attempt.states.put(task, state);
    }
    background.execute(JobLog.carried(() -> write(epoch, task, state)));
  }

  private Attempt begin(long epoch) {
    var attempt = new Attempt(clock.millis());
    history.begun(epoch, attempt.startedMillis);
    return attempt;
  }

  private void write(long epoch, TaskId task, TaskState state) {
    List<StateFile> files = new ArrayList<>();
    IOException failure = null;
    try {
      for (var operator : state.operators().entrySet()) {
        files.add(write(epoch, task, operator.getKey(), operator.getValue()));
      }
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException e) {
      LOG.error("pipeline {}: checkpoint {}", identity.pipeline(), epoch, e);
      failure = new IOException(e.toString(), e);
    }
    written(epoch, task, files, failure);
  }

  private StateFile write(long epoch, TaskId task, int step, ByteSequence bytes)
      throws IOException {
    String name = Checkpoints.stateName(epoch, identity.run(), task, step);
    checkpoints.store().write(name, bytes);
    return new StateFile(step, task.subtask(), name, bytes.length(), bytes.checksum());
  }

  private synchronized void written(
      long epoch, TaskId task, List<StateFile> files, IOException failure) {
    Attempt attempt = attempts.get(epoch);
    attempt.files.put(task, files);
    attempt.failure = attempt.failure == null ? failure : attempt.failure;
    if (++attempt.reported == identity.tasks().size() && !closed) {
      decide(epoch, attempt);
    }
  }

  // Under the lock: once the run is closed nothing is published any more.
  private void decide(long epoch, Attempt attempt) {
    if (attempt.failure == null) {
      try {
        publish(epoch, attempt);
        return;
      } catch (IOException e) {
        attempt.failure = e;
      }
    }
    fail(epoch, attempt);
  }

  private void publish(long epoch, Attempt attempt) throws IOException {
    Manifest manifest = manifest(epoch, attempt);
    if (!checkpoints.publish(manifest)) {
      fatal =
          new WadiException(
              ErrorCode.CHECKPOINT_FAILED,
              "another run of pipeline '%s' has made checkpoint %d"
                  .formatted(identity.pipeline(), epoch));
      return;
    }
    attempt.outcome = Outcome.PUBLISHED;
    published = epoch;
    last = manifest;
    failuresInARow = 0;
    ended.accept(history.published(manifest));
    first.complete(null);
    attempts.keySet().removeIf(older -> older < epoch);
    background.execute(JobLog.carried(() -> removeOld(epoch)));
  }

  private Manifest manifest(long epoch, Attempt attempt) {
    List<StageEntry> stages =
        identity.stages().keySet().stream().sorted().map(id -> stage(id, attempt)).toList();
    return new Manifest(
        identity.pipeline(),
        epoch,
        identity.fingerprint(),
        attempt.startedMillis,
        Math.max(0, clock.millis() - attempt.startedMillis),
        stages);
  }

  private StageEntry stage(int id, Attempt attempt) {
    List<TaskState> states =
        attempt.states.entrySet().stream()
            .filter(entry -> entry.getKey().stage() == id)
            .map(Map.Entry::getValue)
            .toList();
    List<StateFile> files =
        attempt.files.entrySet().stream()
            .filter(entry -> entry.getKey().stage() == id)
            .flatMap(entry -> entry.getValue().stream())
            .toList();
    return new StageEntry(
        id,
        identity.stages().get(id),
        identity.ended().contains(id) || states.stream().allMatch(TaskState::ended),
        states.stream()
            .flatMap(state -> state.splits().stream())
            .sorted(Comparator.comparing((SplitState split) -> split.split().id()))
            .toList(),
        files,
        states.stream().flatMap(state -> state.outputs().stream()).toList());
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
    attempt.files.values().stream().flatMap(List::stream).forEach(this::removeQuietly);
    attempt.states.clear();
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
    if (attempt == null) {
      throw new IllegalStateException("nobody has saved for checkpoint " + epoch);
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

  /// Publishes nothing from now on, and waits for what is being written.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    background.close();
  }
}
