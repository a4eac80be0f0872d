package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.CheckpointRun;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.checkpoint.RestorePoint;
import dev.wadi.engine.checkpoint.TaskFiles;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.operator.Operator;
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
final class DurableRun {
  private final RestorePoint from;
  private final CheckpointRun checkpoints;
  private final Map<Integer, Recovery> recoveries;
  private final Set<Integer> readFirst;
  private final Set<TaskId> unfinishedFirst = ConcurrentHashMap.newKeySet();
  private final Set<TaskId> unfinishedSources = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> exhausted = new CompletableFuture<>();
  private long lastDecided;
  private long lastSkipped;

  private DurableRun(
      RestorePoint from,
      CheckpointRun checkpoints,
      Map<Integer, Recovery> recoveries,
      Dataflow dataflow) {
    this.from = from;
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
  /// @throws dev.wadi.sdk.error.WadiException if there is no way to go on from the last checkpoint
  static DurableRun start(
      String jobId,
      Pipeline pipeline,
      Dataflow dataflow,
      Map<String, Connector> connectors,
      BufferAllocator allocator,
      CheckpointSettings settings) {
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
            kept, identity, from, files, settings.patience(), Clock.systemUTC(), settings.ended());
    return new DurableRun(from, run, recoveries, dataflow);
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
        var recovery = new Recovery(name + "-" + i, from.committables(i));
        sink.recover(recovery);
        recoveries.put(i, recovery);
      }
    }
    return recoveries;
  }

  RestorePoint from() {
    return from;
  }

  CheckpointRun checkpoints() {
    return checkpoints;
  }

  Map<Integer, Recovery> recoveries() {
    return recoveries;
  }

  /// Whether a stage's tasks end by themselves and take no part in checkpoints.
  boolean endsFirst(Stage stage) {
    return readFirst.contains(stage.id());
  }

  /// The stage as it runs: one that had ended does nothing any more. Those that are read first had
  /// ended before there could be a checkpoint.
  Stage running(Stage stage) {
    return from.ended(stage.id()) ? stage.ended() : stage;
  }

  void restore(Stage stage, List<Operator> operators, BufferAllocator allocator) {
    for (int step = 0; step < operators.size(); step++) {
      from.read(stage.id(), step, allocator, operators.get(step)::restore);
    }
  }

  /// A task has ended of a stage that is read first.
  void firstEnded(TaskId task) {
    unfinishedFirst.remove(task);
    noteTheEnd();
  }

  /// Whether stages are at work that are read first: so long nothing else has been read, and there
  /// is nothing that a checkpoint could save.
  boolean readsFirst() {
    return !unfinishedFirst.isEmpty();
  }

  /// Whether a snapshot of Jet's becomes a checkpoint: not one that begins while stages are at work
  /// that are read first. All tasks get the same answer.
  ///
  /// @param epoch of the snapshot; greater than those before
  synchronized boolean isCheckpoint(long epoch) {
    if (epoch > lastDecided) {
      lastDecided = epoch;
      lastSkipped = readsFirst() ? epoch : lastSkipped;
    }
    return epoch > lastSkipped;
  }

  /// A task that reads has come to its end and has said so to those behind it.
  void sourceFinished(TaskId task) {
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
