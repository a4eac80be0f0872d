package dev.wadi.engine.jet;

import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.Outbox;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.Watermark;
import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.Message;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.dataflow.StageTask;
import dev.wadi.sdk.batch.Batch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Drives one task from Jet's threads: cooperative, unless the stage reads or writes something that
/// may block.
final class StageProcessor implements Processor {
  /// How long a source may go on in one call before others get their turn.
  private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /// Jet's way of saying that a queue may stay without watermarks.
  private static final Watermark IDLE = new Watermark(Long.MAX_VALUE);

  private final Execution execution;
  private final Stage stage;
  private final List<Edge> in;
  private final int subtask;
  private Outbox outbox;
  private StageTask task;
  private Optional<Dispatch> dispatch = Optional.empty();
  private Optional<TaskCheckpoints> checkpoints = Optional.empty();
  private boolean settled;
  private Message unsent;

  /// @param in the stage's incoming edges, by ordinal
  StageProcessor(Execution execution, Stage stage, List<Edge> in, int subtask) {
    this.subtask = subtask;
    this.execution = execution;
    this.stage = stage;
    this.in = in;
  }

  @Override
  public boolean isCooperative() {
    return !stage.blocking();
  }

  @Override
  public void init(Outbox outbox, Context context) {
    this.outbox = outbox;
    guard(() -> {
      dispatch = execution.dispatch(stage, context);
      task = execution.createTask(stage, subtask, context);
      checkpoints = execution.checkpoints(stage, subtask, task);
      return true;
    });
  }

  @Override
  public boolean tryProcess() {
    return guard(() -> {
      task.tick();
      return send();
    });
  }

  @Override
  public void process(int ordinal, Inbox inbox) {
    guard(() -> {
      while (send()) {
        Batch batch = batchOf(inbox.poll());
        if (batch == null) {
          return true;
        }
        task.process(in.get(ordinal), batch);
      }
      return false;
    });
  }

  private Batch batchOf(Object item) {
    return switch (item) {
      case null -> null;
      case Parcel parcel -> {
        parcel.requireFor(subtask);
        yield parcel.batch();
      }
      case Message.ToPartition rows -> rows.batch();
      case Message.ToAll rows -> rows.batch();
      case Message.ToAny rows -> rows.batch();
      default -> throw new IllegalStateException("neither rows nor a watermark: " + item);
    };
  }

  @Override
  public boolean tryProcessWatermark(Watermark watermark) {
    return guard(() -> send() && task.watermark(watermark.timestamp()) && send());
  }

  /// Called over and over once all edges have ended; this is where a source reads.
  @Override
  public boolean complete() {
    return guard(() -> {
      checkpoints.ifPresent(TaskCheckpoints::tellSource);
      long start = System.nanoTime();
      while (send()) {
        task.tick();
        if (!task.read() && send()) {
          return task.finish() && send() && mayEnd();
        }
        if (System.nanoTime() - start > SLICE_NANOS) {
          return false;
        }
      }
      return false;
    });
  }

  private boolean mayEnd() {
    return checkpoints.map(TaskCheckpoints::finished).orElse(true);
  }

  /// Called when the barrier of a snapshot has come over all edges; the barrier goes on when this
  /// returns true. Jet's own snapshot stays empty.
  @Override
  public boolean saveToSnapshot() {
    return guard(() -> {
      while (!settled) {
        if (!send()) {
          return false;
        }
        settled = task.settle();
      }
      if (!send()) {
        return false;
      }
      checkpoints.ifPresent(TaskCheckpoints::save);
      settled = false;
      return true;
    });
  }

  /// Called over and over, and nothing else, from the moment at which all tasks have saved until it
  /// returns true.
  @Override
  public boolean snapshotCommitFinish(boolean success) {
    return guard(() -> checkpoints.map(TaskCheckpoints::commit).orElse(true));
  }

  /// Sends what the task has to say until a queue is full.
  private boolean send() {
    while (true) {
      if (unsent == null) {
        unsent = task.messages().poll();
      }
      if (unsent == null) {
        return true;
      }
      if (!offer(unsent)) {
        return false;
      }
      unsent = null;
    }
  }

  private boolean offer(Message message) {
    return switch (message) {
      case Message.ToPartition rows -> offer(rows.ordinal(), rows);
      case Message.ToAll rows -> offer(rows.ordinal(), rows);
      case Message.ToAny rows -> offer(rows.ordinal(), rows);
      case Message.Mark mark -> outbox.bucketCount() == 0 || outbox.offer(watermark(mark));
      case Message.Idle _ -> outbox.bucketCount() == 0 || outbox.offer(IDLE);
    };
  }

  private boolean offer(int ordinal, Message rows) {
    return outbox.offer(ordinal, dispatch.isEmpty() ? rows : dispatch.get().packed(rows));
  }

  // Jet insists on being offered the same object again after a refusal.
  private Watermark offered;

  private Watermark watermark(Message.Mark mark) {
    if (offered == null || offered.timestamp() != mark.micros()) {
      offered = new Watermark(mark.micros());
    }
    return offered;
  }

  private boolean guard(BooleanSupplier action) {
    return execution.guarded(stage.name(), action::getAsBoolean);
  }

  @Override
  public void close() {
    if (task != null) {
      try (var _ = execution.log()) {
        checkpoints.ifPresent(TaskCheckpoints::tellSource);
        task.close();
      }
    }
  }

  @Override
  public boolean closeIsCooperative() {
    return !stage.blocking();
  }
}
