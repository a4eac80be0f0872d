package dev.wadi.engine.testing;

import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.Message;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.dataflow.StageTask;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.sdk.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/// Drives one subtask, one message at a time, by the rules of Jet.
final class SteppedTask implements AutoCloseable {
  private final Stage stage;
  private final StageTask task;
  private final List<Lane> in = new ArrayList<>();
  private final List<Outgoing> out = new ArrayList<>();
  private boolean idle;
  private boolean ended;

  SteppedTask(Stage stage, StageTask task) {
    this.stage = stage;
    this.task = task;
  }

  /// An outgoing edge, with the lane to each receiving subtask.
  private static final class Outgoing {
    private final PartitionTable receivers;
    private final List<Lane> lanes;
    private int turn;

    private Outgoing(PartitionTable receivers, List<Lane> lanes) {
      this.receivers = receivers;
      this.lanes = lanes;
    }

    private Lane next() {
      return lanes.get(turn++ % lanes.size());
    }
  }

  /// Adds the next outgoing edge.
  void connect(Edge edge, List<SteppedTask> receivers, PartitionTable partitions) {
    List<Lane> lanes = new ArrayList<>();
    for (SteppedTask receiver : receivers) {
      var lane = new Lane(edge);
      lanes.add(lane);
      receiver.in.add(lane);
    }
    out.add(new Outgoing(partitions, lanes));
  }

  StageTask task() {
    return task;
  }

  boolean ended() {
    return ended;
  }

  /// Whether all edges that are read first have been read.
  boolean readFirstEdges() {
    return in.stream().allMatch(lane -> !lane.edge().first() || lane.ended());
  }

  boolean hasInput() {
    return !ended && in.stream().anyMatch(lane -> !lane.isEmpty());
  }

  /// Does one thing.
  ///
  /// @return whether there was anything to do
  boolean step(Random random) {
    if (ended) {
      return false;
    }
    List<Lane> ready = readyLanes();
    if (!ready.isEmpty()) {
      receive(ready.get(random.nextInt(ready.size())));
      return true;
    }
    return in.stream().allMatch(Lane::ended) && readOrFinish();
  }

  private List<Lane> readyLanes() {
    boolean firstOnly = !readFirstEdges();
    return in.stream()
        .filter(lane -> !lane.isEmpty() && (!firstOnly || lane.edge().first()))
        .toList();
  }

  private void receive(Lane lane) {
    switch (lane.take()) {
      case Lane.Item.Rows rows -> {
        idle = false;
        task.process(lane.edge(), rows.batch());
      }
      case Lane.Item.Mark _, Lane.Item.Idle _, Lane.Item.End _ -> advance();
    }
    send();
  }

  // The least of all senders that have not ended; when all have, no watermark is made of that. If
  // all that are left are idle, the latest, and then nobody is to wait for this task either.
  private void advance() {
    List<Lane> open = in.stream().filter(lane -> !lane.ended()).toList();
    List<Lane> active = open.stream().filter(lane -> !lane.idle()).toList();
    LongStream marks = (active.isEmpty() ? open : active).stream().mapToLong(Lane::watermarkMicros);
    long micros = (active.isEmpty() ? marks.max() : marks.min()).orElse(Long.MIN_VALUE);
    if (micros > Long.MIN_VALUE) {
      while (!task.watermark(micros)) {
        send();
      }
    }
    boolean allIdle = active.isEmpty() && !open.isEmpty();
    if (allIdle && !idle && task.splits().isEmpty()) {
      send();
      putEverywhere(new Lane.Item.Idle());
    }
    idle = allIdle;
  }

  private boolean readOrFinish() {
    boolean read = task.read();
    send();
    if (read || !task.splits().stream().allMatch(SplitState::ended)) {
      return read;
    }
    ended = task.finish();
    send();
    if (ended) {
      sendEnd();
    }
    return true;
  }

  /// @return whether there was anything to send
  boolean send() {
    boolean any = false;
    for (Message message = task.messages().poll();
        message != null;
        message = task.messages().poll()) {
      send(message);
      any = true;
    }
    return any;
  }

  private void send(Message message) {
    switch (message) {
      case Message.ToPartition rows -> {
        Outgoing edge = out.get(rows.ordinal());
        put(edge.lanes.get(edge.receivers.subtaskOf(rows.partition())), rows.batch());
      }
      case Message.ToAll rows ->
          out.get(rows.ordinal()).lanes.forEach(lane -> put(lane, rows.batch()));
      case Message.ToAny rows -> put(out.get(rows.ordinal()).next(), rows.batch());
      case Message.Mark mark -> putEverywhere(new Lane.Item.Mark(mark.micros()));
      case Message.Idle _ -> putEverywhere(new Lane.Item.Idle());
    }
  }

  private static void put(Lane lane, Batch batch) {
    lane.put(new Lane.Item.Rows(batch));
  }

  private void putEverywhere(Lane.Item item) {
    out.forEach(edge -> edge.lanes.forEach(lane -> lane.put(item)));
  }

  private void sendEnd() {
    putEverywhere(new Lane.Item.End());
  }

  /// Takes part as one that ended in an earlier run.
  void endAtOnce() {
    ended = true;
    putEverywhere(new Lane.Item.Mark(Operator.END_OF_INPUT));
    sendEnd();
  }

  @Override
  public void close() {
    task.close();
  }

  @Override
  public String toString() {
    return stage.name() + (ended ? " (ended)" : " (waits)");
  }
}
