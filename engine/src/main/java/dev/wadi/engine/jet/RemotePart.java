package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.checkpoint.RestorePoint;
import dev.wadi.engine.checkpoint.TaskFiles;
import dev.wadi.engine.checkpoint.TaskFiles.Written;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.checkpoint.TaskState;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.log.JobLog;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;

/// The part that this member has in the checkpoints of another one's run: it writes the state of
/// its own tasks, tells the owner of the run, and is told what becomes of each checkpoint.
/// Thread-safe.
final class RemotePart implements DurablePart {
  private static final long EPOCHS_REMEMBERED = 8;

  private final RunDescription run;
  private final RestorePoint from;
  private final Map<Integer, Recovery> recoveries = new HashMap<>();
  private final Set<Integer> readFirst;
  private final TaskFiles files;
  private final Consumer<Letter> owner;
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<TaskId> told = ConcurrentHashMap.newKeySet();
  // Whether it was published.
  private final NavigableMap<Long, Boolean> decided = new ConcurrentSkipListMap<>();
  private volatile long lastPublished;
  private volatile boolean closed;

  /// @param allocator for what checkpoints need while they are written
  /// @param owner takes letters to the owner of the run
  RemotePart(
      RunDescription run,
      Pipeline pipeline,
      Dataflow dataflow,
      RestorePoint from,
      BufferAllocator allocator,
      Consumer<Letter> owner) {
    this.run = run;
    this.from = from;
    this.readFirst = dataflow.readFirst();
    this.files = new TaskFiles(from.store(), run.jobId(), allocator, run.limits());
    this.owner = owner;
    for (int sink = 0; sink < pipeline.sinks().size(); sink++) {
      recoveries.put(sink, DurableRun.recovery(run.pipeline(), sink, from));
    }
  }

  UUID owner() {
    return run.owner();
  }

  @Override
  public RestorePoint from() {
    return from;
  }

  @Override
  public Map<Integer, Recovery> recoveries() {
    return recoveries;
  }

  @Override
  public boolean endsFirst(Stage stage) {
    return readFirst.contains(stage.id());
  }

  /// Only the owner knows.
  @Override
  public boolean isSkipped(long epoch) {
    return false;
  }

  @Override
  public void save(long epoch, TaskId task, TaskState state) {
    long before = lastPublished;
    inBackground(() -> owner.accept(written(epoch, before, task, state)));
  }

  private synchronized void inBackground(Runnable work) {
    if (!closed) {
      background.execute(JobLog.carried(work));
    }
  }

  private Letter written(long epoch, long before, TaskId task, TaskState state) {
    Written written = Written.NOTHING;
    IOException failure = null;
    try {
      written = files.write(epoch, before, task, state.operators());
    } catch (IOException e) {
      failure = e;
    }
    return Letter.Saved.of(run.jobId(), epoch, task, state, written, failure);
  }

  @Override
  public Outcome outcome(long epoch) {
    Boolean published = decided.get(epoch);
    if (published != null) {
      return published ? Outcome.PUBLISHED : Outcome.FAILED;
    }
    return closed ? Outcome.FAILED : Outcome.PENDING;
  }

  /// The owner has told what became of a checkpoint.
  void decided(long epoch, boolean published) {
    decided.put(epoch, published);
    decided.headMap(epoch - EPOCHS_REMEMBERED).clear();
    if (published) {
      lastPublished = epoch;
    }
  }

  @Override
  public long lastPublished() {
    return lastPublished;
  }

  @Override
  public void firstEnded(TaskId task) {
    tellOnce(task, new Letter.FirstEnded(run.jobId(), task));
  }

  @Override
  public void sourceFinished(TaskId task) {
    tellOnce(task, new Letter.SourceFinished(run.jobId(), task));
  }

  private void tellOnce(TaskId task, Letter letter) {
    if (told.add(task)) {
      inBackground(() -> owner.accept(letter));
    }
  }

  @Override
  public synchronized void giveUp() {
    closed = true;
  }

  @Override
  public void close() {
    giveUp();
    files.close();
    background.shutdown();
    try {
      if (!background.awaitTermination(Patience.DEFAULT.end().toNanos(), TimeUnit.NANOSECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      background.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
