package dev.wadi.engine.jet;

import com.hazelcast.jet.core.Processor;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.SplitAssignment;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.dataflow.StageTask;
import dev.wadi.engine.dataflow.TaskMetrics;
import dev.wadi.engine.log.JobLog;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that one run of a job holds on this member. Ended by the last of its stages that closes,
/// which is after all of the run's processors have ended.
final class Execution {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private final String jobId;
  private final Dataflow dataflow;
  private final JobSettings settings;
  private final EngineServices services;
  private final Map<String, Connector> connectors;
  private final Optional<DurableRun> durable;
  private final MemoryScope memory;
  private final Map<Integer, TaskMetrics> metrics = new ConcurrentHashMap<>();
  private final Map<Integer, List<SplitState>> splits = new ConcurrentHashMap<>();
  private int openStages;
  private boolean over;
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean givenUp;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicReference<WadiException> failure = new AtomicReference<>();

  /// @param memory that the run frees when it ends
  /// @param durable what a run with checkpoints has besides
  Execution(
      String jobId,
      Dataflow dataflow,
      JobSettings settings,
      EngineServices services,
      MemoryScope memory,
      Optional<DurableRun> durable) {
    this.durable = durable;
    this.jobId = jobId;
    this.dataflow = dataflow;
    this.settings = settings;
    this.services = services;
    this.connectors = services.connectorsById();
    this.memory = memory;
    dataflow.stages().forEach(stage -> metrics.put(stage.id(), TaskMetrics.create()));
  }

  /// Labels what is logged from now on.
  JobLog log() {
    return JobLog.of(settings.pipeline(), settings.name());
  }

  Dataflow dataflow() {
    return dataflow;
  }

  String jobId() {
    return jobId;
  }

  Optional<DurableRun> durable() {
    return durable;
  }

  /// Notes what makes the run fail: of a job that has failed before somebody waits for it, Jet
  /// keeps only the text.
  ///
  /// @return the error, to be thrown
  WadiException failed(WadiException error) {
    failure.compareAndSet(null, error);
    return error;
  }

  /// The first error that was noted on this member.
  Optional<WadiException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /// A stage is about to begin.
  ///
  /// @throws CancellationException if the run is over: it was cancelled before it began
  synchronized void openStage() {
    if (over) {
      throw new CancellationException("%s was cancelled before it began".formatted(jobId));
    }
    openStages++;
  }

  /// @return true if it was the last one, so that nothing of the run is at work here any more
  synchronized boolean closeStage() {
    return --openStages == 0;
  }

  /// The run is over: from now on, no stage begins.
  ///
  /// @return whether none is at work any more
  synchronized boolean seal() {
    over = true;
    return openStages == 0;
  }

  /// Nobody waits for results any more. Jet does not interrupt those who block.
  void giveUp() {
    givenUp = true;
  }

  /// Frees the memory; the numbers stay readable. Does nothing the second time.
  void end() {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    durable.ifPresent(run -> run.checkpoints().close());
    long orphanBytes = memory.free();
    if (orphanBytes > 0) {
      try (var _ = log()) {
        LOG.debug("job {} left {} bytes in its queues; freed", jobId, orphanBytes);
      }
    }
    ended.complete(null);
  }

  /// Completes when the memory is free.
  CompletableFuture<Void> ended() {
    return ended;
  }

  long memoryBytes() {
    return memory.bytesInUse();
  }

  List<StageMetrics> metrics() {
    return dataflow.stages().stream()
        .map(stage -> StageMetrics.of(stage, metrics.get(stage.id())))
        .toList();
  }

  /// A task for one subtask of a stage, with the state that it starts from.
  StageTask createTask(Stage planned, Processor.Context jet) {
    Stage stage = durable.map(run -> run.running(planned)).orElse(planned);
    StageTask task = newTask(stage, jet);
    try {
      durable.ifPresent(run -> run.restore(stage, task.operators(), memory.allocator()));
      return task;
    } catch (RuntimeException e) {
      task.close();
      throw e;
    }
  }

  /// What the task does for checkpoints; empty if there are none.
  Optional<TaskCheckpoints> checkpoints(Stage stage, StageTask task, Processor.Context jet) {
    return durable.map(run ->
        new TaskCheckpoints(
            run,
            stage,
            new TaskId(stage.id(), jet.globalProcessorIndex()),
            task,
            memory.allocator()));
  }

  private StageTask newTask(Stage stage, Processor.Context jet) {
    TaskMetrics stageMetrics = metrics.get(stage.id());
    List<Edge> out = dataflow.outOf(stage);
    int subtask = jet.globalProcessorIndex();
    var context =
        new OperatorContext(
            memory.allocator(),
            services.functions().measuredBy(stageMetrics.plugins()),
            services.rowText(),
            connectors,
            partitions(stage, jet),
            subtask,
            stage.parallelism(),
            settings.batchRows(),
            settings.lingerMillis(),
            System::nanoTime,
            jobId,
            stageMetrics.lateRows(),
            stageMetrics.badRows(),
            durable.map(DurableRun::recoveries).orElse(Map.of()),
            () -> givenUp);
    List<PartitionTable> receivers =
        out.stream().map(edge -> partitions(dataflow.stages().get(edge.to()), jet)).toList();
    return new StageTask(stage, splitsOf(stage, subtask), out, receivers, context, stageMetrics);
  }

  private List<SplitState> splitsOf(Stage stage, int subtask) {
    if (stage.source().isEmpty()) {
      return List.of();
    }
    Plan.Scan scan = stage.source().get();
    Source source = ((CanRead) connectors.get(scan.table().connector())).source(scan.table());
    List<SplitState> all = splits.computeIfAbsent(stage.id(), _ -> splitsOf(stage, source));
    return SplitAssignment.of(source, all, subtask, stage.parallelism());
  }

  private List<SplitState> splitsOf(Stage stage, Source source) {
    return durable
        .flatMap(run -> run.from().splits(stage.id()))
        .orElseGet(
            () -> source.splits(stage.parallelism()).stream().map(SplitState::start).toList());
  }

  /// Jet gives the j-th partition of a member to its processor `j % parallelism`.
  private static PartitionTable partitions(Stage stage, Processor.Context jet) {
    int[] ofMember = jet.memberPartitions();
    return PartitionTable.roundRobin(ofMember.length, stage.parallelism());
  }
}
