package dev.wadi.engine.testing;

import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.SplitAssignment;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.dataflow.StageTask;
import dev.wadi.engine.dataflow.TaskMetrics;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.engine.operator.RowText;
import dev.wadi.engine.operator.TwoPhaseOperator;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.function.FunctionProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One life of a pipeline between two snapshots: its tasks, the lanes between them, its memory.
final class SteppedRun implements AutoCloseable {
  private static final int PARTITIONS = 271;
  private static final long LINGER_MILLIS = 10;
  private static final AtomicLong JOBS = new AtomicLong();

  private final Dataflow dataflow;
  private final Map<String, Connector> connectors;
  private final FunctionProvider functions;
  private final RowText rowText;
  private final int batchRows;
  private final Random random;
  private final Map<Integer, Recovery> recoveries;
  private final MemoryScope memory = MemoryScope.unlimited();
  private final List<List<SteppedTask>> tasks = new ArrayList<>();
  private final TaskMetrics metrics = TaskMetrics.create();
  private final Map<TwoPhaseOperator, List<String>> uncommitted = new HashMap<>();
  private long nanos;

  SteppedRun(
      Pipeline pipeline,
      Map<String, Connector> connectors,
      FunctionProvider functions,
      RowText rowText,
      int parallelism,
      int batchRows,
      Random random,
      Map<Integer, Recovery> recoveries,
      Snapshot from) {
    this.dataflow = Dataflow.of(pipeline, connectors, parallelism);
    this.connectors = connectors;
    this.functions = functions;
    this.rowText = rowText;
    this.batchRows = batchRows;
    this.random = random;
    this.recoveries = recoveries;
    try {
      start(from);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void start(Snapshot from) {
    for (Stage stage : dataflow.stages()) {
      tasks.add(from.ended().contains(stage.id()) ? endedTasks(stage) : createTasks(stage, from));
    }
    dataflow.stages().forEach(this::connect);
    from.ended().forEach(stage -> tasks.get(stage).forEach(SteppedTask::endAtOnce));
  }

  /// Tasks that only say that they have ended: no operators, no source.
  private List<SteppedTask> endedTasks(Stage stage) {
    return createTasks(stage.ended(), Snapshot.none());
  }

  private List<SteppedTask> createTasks(Stage stage, Snapshot from) {
    List<SteppedTask> subtasks = new ArrayList<>();
    for (int subtask = 0; subtask < stage.parallelism(); subtask++) {
      List<SplitState> assigned = splits(stage, from, subtask);
      List<Edge> out = dataflow.outOf(stage);
      List<PartitionTable> receivers = out.stream().map(this::receivers).toList();
      var task = new StageTask(stage, assigned, out, receivers, context(stage, subtask), metrics);
      subtasks.add(new SteppedTask(stage, task));
      restore(stage, task.operators(), from);
    }
    return subtasks;
  }

  private List<SplitState> splits(Stage stage, Snapshot from, int subtask) {
    if (stage.source().isEmpty()) {
      return List.of();
    }
    Plan.Scan scan = stage.source().get();
    Source source = ((CanRead) connectors.get(scan.table().connector())).source(scan.table());
    List<SplitState> all =
        from.splits().containsKey(stage.id())
            ? from.splits().get(stage.id())
            : source.splits(stage.parallelism()).stream().map(SplitState::start).toList();
    return SplitAssignment.of(source, all, subtask, stage.parallelism());
  }

  private OperatorContext context(Stage stage, int subtask) {
    return new OperatorContext(
        memory.allocator(),
        functions,
        rowText,
        connectors,
        PartitionTable.roundRobin(PARTITIONS, stage.parallelism()),
        subtask,
        stage.parallelism(),
        batchRows,
        LINGER_MILLIS,
        () -> nanos,
        "stepped-" + JOBS.incrementAndGet(),
        metrics.lateRows(),
        metrics.badRows(),
        recoveries,
        () -> false);
  }

  private PartitionTable receivers(Edge edge) {
    int parallelism = dataflow.stages().get(edge.to()).parallelism();
    return PartitionTable.roundRobin(PARTITIONS, parallelism);
  }

  private void restore(Stage stage, List<Operator> operators, Snapshot from) {
    for (int step = 0; step < operators.size(); step++) {
      var key = new Snapshot.Step(stage.id(), step);
      for (StateBytes state : from.state().getOrDefault(key, List.of())) {
        state.restore(operators.get(step), memory.allocator());
      }
    }
  }

  private void connect(Stage stage) {
    for (Edge edge : dataflow.outOf(stage)) {
      List<SteppedTask> senders = tasks.get(stage.id());
      List<SteppedTask> receivers = tasks.get(edge.to());
      for (int i = 0; i < senders.size(); i++) {
        boolean forward = edge.routing() instanceof Edge.Routing.Forward;
        List<SteppedTask> reached = forward ? receivers.subList(i, i + 1) : receivers;
        senders.get(i).connect(edge, reached, receivers(edge));
      }
    }
  }

  /// Runs until nothing moves any more, not even when time goes by.
  void drain() {
    do {
      deliver();
    } while (turnClock());
  }

  private void deliver() {
    boolean moved = true;
    while (moved) {
      List<SteppedTask> all = new ArrayList<>(allTasks());
      Collections.shuffle(all, random);
      moved = false;
      for (SteppedTask task : all) {
        moved |= task.step(random);
        // Now and then time goes by between two steps: whatever is held back must survive that.
        if (random.nextInt(8) == 0) {
          moved |= tick(task);
        }
      }
    }
  }

  private boolean turnClock() {
    boolean moved = false;
    for (SteppedTask task : allTasks()) {
      moved |= tick(task);
    }
    return moved;
  }

  /// Lets time go by.
  void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private boolean tick(SteppedTask task) {
    nanos += TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
    if (!task.ended()) {
      task.task().tick();
    }
    return task.send();
  }

  private List<SteppedTask> allTasks() {
    return tasks.stream().flatMap(List::stream).toList();
  }

  boolean ended() {
    return allTasks().stream().allMatch(SteppedTask::ended);
  }

  /// Whether a snapshot is possible: Jet, too, postpones it while tables for joins are being read.
  boolean canSnapshot() {
    return allTasks().stream().allMatch(SteppedTask::readFirstEdges);
  }

  /// To be called when drained.
  ///
  /// @param epoch its number
  Snapshot snapshot(long epoch) {
    flush();
    Map<Snapshot.Step, List<StateBytes>> state = new HashMap<>();
    Map<Integer, List<SplitState>> splits = new HashMap<>();
    Set<Integer> ended = new HashSet<>();
    for (Stage stage : dataflow.stages()) {
      List<SteppedTask> subtasks = tasks.get(stage.id());
      if (subtasks.stream().allMatch(SteppedTask::ended)) {
        ended.add(stage.id());
      }
      for (SteppedTask task : subtasks) {
        write(stage, task.task().operators(), state);
      }
      splits.put(stage.id(), splits(subtasks));
    }
    return new Snapshot(state, splits, ended, prepare(epoch));
  }

  private Map<Integer, List<String>> prepare(long epoch) {
    Map<Integer, List<String>> committables = new HashMap<>();
    for (TwoPhaseOperator operator : writers()) {
      List<String> prepared = operator.prepare(epoch);
      uncommitted.put(operator, prepared);
      committables.computeIfAbsent(operator.sink(), _ -> new ArrayList<>()).addAll(prepared);
    }
    return committables;
  }

  private List<TwoPhaseOperator> writers() {
    return allTasks().stream()
        .flatMap(task -> task.task().operators().stream())
        .filter(TwoPhaseOperator.class::isInstance)
        .map(TwoPhaseOperator.class::cast)
        .toList();
  }

  /// Makes visible what the last snapshot has of the sinks.
  void commit() {
    uncommitted.forEach(TwoPhaseOperator::commit);
    uncommitted.clear();
  }

  private void flush() {
    for (List<SteppedTask> subtasks : tasks) {
      for (SteppedTask task : subtasks) {
        task.task().settle();
        task.send();
      }
      deliver();
    }
    if (allTasks().stream().anyMatch(SteppedTask::hasInput)) {
      throw new IllegalStateException("messages in flight at a snapshot: " + allTasks());
    }
  }

  private void write(
      Stage stage, List<Operator> operators, Map<Snapshot.Step, List<StateBytes>> state) {
    for (int step = 0; step < operators.size(); step++) {
      List<StateBytes> written =
          state.computeIfAbsent(new Snapshot.Step(stage.id(), step), _ -> new ArrayList<>());
      operators.get(step).snapshot(batch -> written.add(StateBytes.of(batch, memory.allocator())));
    }
  }

  private static List<SplitState> splits(List<SteppedTask> subtasks) {
    return subtasks.stream()
        .flatMap(task -> task.task().splits().stream())
        .sorted(Comparator.comparing(state -> state.split().id()))
        .toList();
  }

  long lateRows() {
    return metrics.lateRows().sum();
  }

  /// Ends a run in good order.
  ///
  /// @throws IllegalStateException if it holds memory that nobody owns
  void closeWithoutLeak() {
    allTasks().forEach(SteppedTask::close);
    long orphans = memory.free();
    if (orphans > 0) {
      throw new IllegalStateException(orphans + " bytes without an owner");
    }
  }

  /// Ends a run that failed or was cancelled: frees whatever is left.
  @Override
  public void close() {
    allTasks().forEach(SteppedTask::close);
    memory.free();
  }

  @Override
  public String toString() {
    return allTasks().toString();
  }
}
