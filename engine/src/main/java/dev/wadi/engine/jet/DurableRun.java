package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.CheckpointRun;
import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.checkpoint.Manifest;
import dev.wadi.engine.checkpoint.RestorePoint;
import dev.wadi.engine.checkpoint.TaskFiles;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.checkpoint.TaskState;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;

/// What a run with checkpoints has besides the others: where it has started, where its checkpoints
/// go, and which of its sources have come to their end. Thread-safe.
///
/// No task of such a run ends by itself: when all input has been processed, a last checkpoint is
/// made of that, and then the run is ended from outside. Only stages that are read before all
/// others end, since there are no checkpoints before.
final class DurableRun implements DurablePart {
  private final RestorePoint from;
  private final CheckpointRun checkpoints;
  private final Map<Integer, Recovery> recoveries;
  private final Set<Integer> readFirst;
  private final Set<TaskId> unfinishedFirst = ConcurrentHashMap.newKeySet();
  private final Set<TaskId> unfinishedSources = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> exhausted = new CompletableFuture<>();
  private final BiConsumer<Long, Boolean> decided;
  private long lastSeen;
  private long lastSkipped;

  private DurableRun(
      RestorePoint from,
      CheckpointRun checkpoints,
      Map<Integer, Recovery> recoveries,
      Dataflow dataflow,
      BiConsumer<Long, Boolean> decided) {
    this.from = from;
    this.decided = decided;
    this.lastSkipped = from.lastEpoch();
    this.checkpoints = checkpoints;
    this.recoveries = recoveries;
    this.readFirst = dataflow.readFirst();
    dataflow.stages().stream()
        .filter(stage -> readFirst.contains(stage.id()))
        .flatMap(DurableRun::tasks)
        .forEach(unfinishedFirst::add);
    dataflow.stages().stream()
        .filter(stage -> !readFirst.contains(stage.id()))
        .filter(stage ->
            dataflow.into(stage).stream().allMatch(edge -> readFirst.contains(edge.from())))
        .flatMap(DurableRun::tasks)
        .forEach(unfinishedSources::add);
  }

  /// Finds out where to start, shuts out all runs before, and commits what stands there to be
  /// committed.
  ///
  /// @param allocator for what checkpoints need while they are written
  /// @param decided is told of each checkpoint whether it has been published; must not block
  /// @throws dev.wadi.sdk.error.WadiException if there is no way to go on from the last checkpoint
  static DurableRun start(
      String jobId,
      Pipeline pipeline,
      Dataflow dataflow,
      Map<String, Connector> connectors,
      BufferAllocator allocator,
      CheckpointSettings settings,
      BiConsumer<Long, Boolean> decided) {
    var kept = new Checkpoints(settings.store(), CheckpointSettings.KEPT);
    RestorePoint from = kept.begin(settings.pipeline(), jobId, settings.fingerprint());
    Map<Integer, Recovery> recoveries = recover(pipeline, connectors, settings.pipeline(), from);
    Set<Integer> readFirst = dataflow.readFirst();
    var identity =
        new CheckpointRun.Identity(
            settings.pipeline(),
            jobId,
            settings.fingerprint(),
            dataflow.stages().stream().collect(Collectors.toMap(Stage::id, Stage::name)),
            List.copyOf(readFirst),
            dataflow.stages().stream()
                .filter(stage -> !readFirst.contains(stage.id()))
                .flatMap(DurableRun::tasks)
                .toList());
    var files = new TaskFiles(settings.store(), jobId, allocator, settings.limits());
    var run =
        new CheckpointRun(
            kept,
            identity,
            from,
            files,
            settings.patience(),
            Clock.systemUTC(),
            entry -> {
              settings.ended().accept(entry);
              decided.accept(entry.epoch(), entry.published());
            });
    return new DurableRun(from, run, recoveries, dataflow, decided);
  }

  private static Stream<TaskId> tasks(Stage stage) {
    return IntStream.range(0, stage.parallelism()).mapToObj(i -> new TaskId(stage.id(), i));
  }

  private static Map<Integer, Recovery> recover(
      Pipeline pipeline, Map<String, Connector> connectors, String name, RestorePoint from) {
    Map<Integer, Recovery> recoveries = new HashMap<>();
    List<Plan.Write> sinks = pipeline.sinks();
    for (int i = 0; i < sinks.size(); i++) {
      Connector connector = connectors.get(sinks.get(i).table().connector());
      if (((CanWrite) connector).sink(sinks.get(i).table()) instanceof TwoPhaseSink sink) {
        Recovery recovery = recovery(name, i, from);
        sink.recover(recovery);
        recoveries.put(i, recovery);
      }
    }
    return recoveries;
  }

  /// From what a sink of a pipeline goes on.
  static Recovery recovery(String pipeline, int sink, RestorePoint from) {
    return new Recovery(pipeline + "-" + sink, from.committables(sink));
  }

  @Override
  public RestorePoint from() {
    return from;
  }

  CheckpointRun checkpoints() {
    return checkpoints;
  }

  @Override
  public Map<Integer, Recovery> recoveries() {
    return recoveries;
  }

  @Override
  public boolean endsFirst(Stage stage) {
    return readFirst.contains(stage.id());
  }

  @Override
  public void firstEnded(TaskId task) {
    unfinishedFirst.remove(task);
    noteTheEnd();
  }

  /// Whether stages are at work that are read first: so long nothing else has been read, and there
  /// is nothing that a checkpoint could save.
  boolean readsFirst() {
    return !unfinishedFirst.isEmpty();
  }

  /// A snapshot of Jet's becomes no checkpoint that begins while stages are at work that are read
  /// first. All tasks get the same answer.
  @Override
  public boolean isSkipped(long epoch) {
    boolean decidedNow;
    synchronized (this) {
      decidedNow = epoch > lastSeen && readsFirst();
      lastSkipped = decidedNow ? epoch : lastSkipped;
      lastSeen = Math.max(lastSeen, epoch);
    }
    if (decidedNow) {
      decided.accept(epoch, false);
    }
    return epoch <= lastSkipped();
  }

  private synchronized long lastSkipped() {
    return lastSkipped;
  }

  @Override
  public void save(long epoch, TaskId task, TaskState state) {
    if (!isSkipped(epoch)) {
      checkpoints.save(epoch, task, state);
    }
  }

  /// Takes note of what a task of another member has saved. What it has written for a checkpoint
  /// that is none, is removed with the next.
  void save(Letter.Saved saved) {
    if (!isSkipped(saved.epoch())) {
      checkpoints.save(
          saved.epoch(), saved.task(), saved.state(), saved.written(), saved.problem());
    }
  }

  @Override
  public Outcome outcome(long epoch) {
    return isSkipped(epoch) ? Outcome.FAILED : checkpoints.outcome(epoch);
  }

  @Override
  public long lastPublished() {
    Manifest last = checkpoints.last();
    return last == null ? 0 : last.epoch();
  }

  @Override
  public void giveUp() {
    checkpoints.giveUp();
  }

  @Override
  public void close() {
    checkpoints.close();
  }

  @Override
  public void sourceFinished(TaskId task) {
    if (unfinishedSources.remove(task)) {
      noteTheEnd();
    }
  }

  private void noteTheEnd() {
    if (unfinishedSources.isEmpty() && unfinishedFirst.isEmpty()) {
      exhausted.completeAsync(() -> null, action -> Thread.ofVirtual().start(action));
    }
  }

  /// Completes when there is no more input.
  CompletableFuture<Void> exhausted() {
    return exhausted.copy();
  }
}
