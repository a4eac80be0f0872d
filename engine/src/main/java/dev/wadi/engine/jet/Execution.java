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
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.types.pojo.Schema;
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
  private final Optional<DurablePart> part;
  private final Optional<OtherParts> others;
  private final Seat seat;
  private final MemoryScope memory;
  private final Map<Integer, TaskMetrics> metrics = new ConcurrentHashMap<>();
  private final Map<Integer, List<SplitState>> splits = new ConcurrentHashMap<>();
  private volatile List<UUID> members = List.of();
  private int openStages;
  private boolean over;
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean givenUp;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final CompletableFuture<RuntimeException> failing = new CompletableFuture<>();
  private final LongAdder rowsReceived = new LongAdder();

  /// @param memory that the run frees when it ends
  /// @param part what a run with checkpoints has besides
  /// @param others the parts of other members, if this one owns the run and has shared it
  /// @param seat the place of this member in the run
  Execution(
      String jobId,
      Dataflow dataflow,
      JobSettings settings,
      EngineServices services,
      MemoryScope memory,
      Optional<DurablePart> part,
      Optional<OtherParts> others,
      Seat seat) {
    this.part = part;
    this.others = others;
    this.seat = seat;
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

  /// What its tasks need that make checkpoints; empty if there are none.
  Optional<DurablePart> part() {
    return part;
  }

  /// Of a run with checkpoints that this member owns.
  Optional<DurableRun> durable() {
    return part.filter(DurableRun.class::isInstance).map(DurableRun.class::cast);
  }

  /// The parts of other members in a run that this one owns; empty if there are none.
  Optional<OtherParts> others() {
    return others;
  }

  Seat seat() {
    return seat;
  }

  /// Work that an Arrow allocator or a task may interrupt.
  interface Work<T> {
    T run() throws IOException;
  }

  /// Does something of this run. If that fails, so does the run.
  ///
  /// @param where in the run, for people
  <T> T guarded(String where, Work<T> work) {
    try (var _ = log()) {
      return work.run();
    } catch (OutOfMemoryException e) {
      throw stopped(
          new WadiException(
                  ErrorCode.MEMORY_LIMIT,
                  "there is no more memory for '%s': %s".formatted(where, e.getMessage()),
                  e)
              .withHint(
                  "give the server more (--memory-limit, --job-memory-limit), or keep less: smaller"
                      + " windows, fewer keys, SET updating_ttl"));
    } catch (WadiException e) {
      throw stopped(e);
    } catch (RuntimeException | Error e) {
      giveUp();
      if (seat.isShared()) {
        throw crashed(e);
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RuntimeException stopped(WadiException cause) {
    giveUp();
    return failed(cause);
  }

  // Whatever it is, others need not know its class.
  private RuntimeException crashed(Throwable bug) {
    if (isOver()) {
      return new CancellationException("%s is over".formatted(jobId));
    }
    LOG.error("job {}", jobId, bug);
    return failed(new IllegalStateException(bug.toString()));
  }

  /// Notes what makes the run fail: of a job that has failed before somebody waits for it, Jet
  /// keeps only the text.
  ///
  /// @return the error, to be thrown; in a shared run without its causes, which other members may
  ///   not be able to read
  RuntimeException failed(RuntimeException error) {
    RuntimeException told = seat.isShared() ? portable(error) : error;
    if (failure.compareAndSet(null, told)) {
      failing.completeAsync(() -> told, action -> Thread.ofVirtual().start(action));
    }
    return told;
  }

  /// An error that can travel.
  static RuntimeException portable(RuntimeException error) {
    return error instanceof WadiException known
        ? new WadiException(
            known.code(),
            known.getMessage(),
            known.position().orElse(null),
            known.hint().orElse(null),
            null)
        : error;
  }

  /// Completes with the first error, if there is one; by a thread of its own.
  CompletableFuture<RuntimeException> failing() {
    return failing;
  }

  /// The first error that was noted on this member.
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /// A stage is about to begin.
  ///
  /// @throws RuntimeException if the run is over: it was cancelled before it began
  synchronized void openStage() {
    if (over) {
      throw beforeItBegan(jobId, seat.isShared());
    }
    openStages++;
  }

  /// A run was cancelled before it began. Jet would suspend a shared one that seems to be cancelled
  /// by a member.
  static RuntimeException beforeItBegan(String jobId, boolean shared) {
    String message = "%s was cancelled before it began".formatted(jobId);
    return shared ? new IllegalStateException(message) : new CancellationException(message);
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

  /// Whether no stage begins any more.
  synchronized boolean isOver() {
    return over;
  }

  /// Nobody waits for results any more. Jet does not interrupt those who block.
  void giveUp() {
    givenUp = true;
  }

  /// Frees the memory; the numbers stay readable. Does nothing the second time, not even wait.
  ///
  /// @return whether this was the first time
  boolean end() {
    if (!ending.compareAndSet(false, true)) {
      return false;
    }
    part.ifPresent(DurablePart::close);
    long orphanBytes = memory.free();
    if (orphanBytes > 0) {
      try (var _ = log()) {
        LOG.debug("job {} left {} bytes in its queues; freed", jobId, orphanBytes);
      }
    }
    ended.complete(null);
    return true;
  }

  /// Completes when the memory is free.
  CompletableFuture<Void> ended() {
    return ended;
  }

  BufferAllocator allocator() {
    return memory.allocator();
  }

  /// Of all members.
  long memoryBytes() {
    return memory.bytesInUse() + others.map(OtherParts::offHeapBytes).orElse(0L);
  }

  /// Of all members.
  List<StageMetrics> metrics() {
    return others.map(parts -> parts.with(ownMetrics())).orElseGet(this::ownMetrics);
  }

  private List<StageMetrics> ownMetrics() {
    return dataflow.stages().stream()
        .map(stage -> StageMetrics.of(stage, metrics.get(stage.id())))
        .toList();
  }

  /// What this member has done.
  PartFigures figures() {
    return new PartFigures(memory.bytesInUse(), rowsReceived.sum(), ownMetrics());
  }

  /// Rows have come from another member.
  void received(int rows) {
    rowsReceived.add(rows);
  }

  /// The schema of the rows on an edge.
  Schema schema(int edge) {
    return dataflow.edges().get(edge).schema();
  }

  /// How many processors of this member get what comes over an edge for all.
  int receivers(int edge) {
    int parallelism = dataflow.stages().get(dataflow.edges().get(edge).to()).parallelism();
    return seat.placement().localParallelism(parallelism);
  }

  /// How the rows of a task find their way to other members; empty if there are none.
  Optional<Dispatch> dispatch(Stage stage, Processor.Context jet) {
    return seat.isShared() ? Optional.of(new Dispatch(this, stage, jet)) : Optional.empty();
  }

  /// A task for one subtask of a stage, with the state that it starts from.
  StageTask createTask(Stage planned, int subtask, Processor.Context jet) {
    Stage stage = part.map(run -> run.running(planned)).orElse(planned);
    StageTask task = newTask(stage, subtask, jet);
    try {
      part.ifPresent(run -> run.restore(stage, task.operators(), memory.allocator()));
      return task;
    } catch (RuntimeException e) {
      task.close();
      throw e;
    }
  }

  /// What the task does for checkpoints; empty if there are none.
  Optional<TaskCheckpoints> checkpoints(Stage stage, int subtask, StageTask task) {
    return part.map(run ->
        new TaskCheckpoints(run, stage, new TaskId(stage.id(), subtask), task, memory.allocator()));
  }

  private StageTask newTask(Stage stage, int subtask, Processor.Context jet) {
    TaskMetrics stageMetrics = metrics.get(stage.id());
    List<Edge> out = dataflow.outOf(stage);
    var context =
        new OperatorContext(
            memory.allocator(),
            services.functions().measuredBy(stageMetrics.plugins()),
            services.rowText(),
            connectors,
            partitions(stage.parallelism(), jet),
            subtask,
            stage.parallelism(),
            settings.batchRows(),
            settings.lingerMillis(),
            System::nanoTime,
            jobId,
            stageMetrics.lateRows(),
            stageMetrics.badRows(),
            part.map(DurablePart::recoveries).orElse(Map.of()),
            () -> givenUp);
    List<PartitionTable> receivers =
        out.stream()
            .map(edge -> partitions(dataflow.stages().get(edge.to()).parallelism(), jet))
            .toList();
    return new StageTask(stage, splitsOf(stage, subtask), out, receivers, context, stageMetrics);
  }

  private List<SplitState> splitsOf(Stage stage, int subtask) {
    if (stage.source().isEmpty()) {
      return List.of();
    }
    Source source = source(stage.source().get());
    List<SplitState> all = splits.computeIfAbsent(stage.id(), _ -> splitsOf(stage, source));
    return SplitAssignment.of(source, all, subtask, stage.parallelism());
  }

  private Source source(Plan.Scan scan) {
    return ((CanRead) connectors.get(scan.table().connector())).source(scan.table());
  }

  /// The splits of all stages that read. A table is asked once, so that all members know of the
  /// same ones.
  ///
  /// @throws WadiException if a table cannot be opened
  Map<Integer, List<SplitState>> allSplits() {
    for (Stage planned : dataflow.stages()) {
      Stage stage = part.map(run -> run.running(planned)).orElse(planned);
      stage
          .source()
          .ifPresent(
              scan -> splits.computeIfAbsent(stage.id(), _ -> splitsOf(stage, source(scan))));
    }
    return Map.copyOf(splits);
  }

  /// Takes over what the owner of a shared run has found.
  void describe(RunDescription run) {
    members = run.members();
    splits.putAll(run.splits());
  }

  /// The members of a shared run, the owner first.
  List<UUID> members() {
    return members;
  }

  private List<SplitState> splitsOf(Stage stage, Source source) {
    return part.flatMap(run -> run.from().splits(stage.id()))
        .orElseGet(
            () -> source.splits(stage.parallelism()).stream().map(SplitState::start).toList());
  }

  /// Which subtask of a stage owns which partition. Of how many members the run has, this is
  /// independent.
  static PartitionTable partitions(int parallelism, Processor.Context jet) {
    int count = jet.partitionAssignment().values().stream().mapToInt(some -> some.length).sum();
    return PartitionTable.roundRobin(count, parallelism);
  }
}
