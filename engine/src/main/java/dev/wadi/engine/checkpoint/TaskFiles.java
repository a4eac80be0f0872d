package dev.wadi.engine.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import dev.wadi.engine.checkpoint.Manifest.OperatorState;
import dev.wadi.engine.checkpoint.Manifest.StateFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes files of what the tasks of a run save on this member: of each operator's state all of it,
/// or what has changed since the last checkpoint that was published. Knows nothing of manifests but
/// which one was published. Thread-safe; each call takes long, and is not for the thread of a task.
///
/// Of the state of an operator, it remembers a hash per row ({@link RowDigests}), of the last
/// checkpoint that was published and of what has been written since. Where too much changes each
/// time, it compares more and more rarely.
public final class TaskFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskFiles.class);
  private static final int LONGEST_REST = 8;

  private final CheckpointStore store;
  private final String run;
  private final BufferAllocator allocator;
  private final DeltaLimits limits;
  private final RowDigester digester = new RowDigester();
  private final Map<TaskId, SortedMap<Long, Map<Integer, Saved>>> saved = new ConcurrentHashMap<>();
  // Held for reading by those who use the allocator.
  private final ReadWriteLock comparing = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /// What one task has saved.
  ///
  /// @param operators the states, by names of files
  /// @param fresh those of the files that have been written for it; the others stood there before
  public record Written(List<OperatorState> operators, List<StateFile> fresh) {
    /// Of a task that could not be written.
    public static final Written NOTHING = new Written(List.of(), List.of());

    public Written {
      operators = List.copyOf(operators);
      fresh = List.copyOf(fresh);
    }
  }

  /// The state of an operator in a checkpoint.
  ///
  /// @param whole the hash of all its bytes, if they were few, or null
  /// @param rows the hashes of its rows, if they were many and are to be compared, or null
  /// @param rest if it is more than one, the next state is neither compared nor hashed
  /// @param nextRest what it becomes when comparing is in vain the next time
  private record Saved(
      List<StateFile> files, HashValue128 whole, RowDigests rows, int rest, int nextRest) {}

  /// @param run unique to the run
  /// @param allocator for a batch or two of each task that is being written
  public TaskFiles(
      CheckpointStore store, String run, BufferAllocator allocator, DeltaLimits limits) {
    this.store = store;
    this.run = run;
    this.allocator = allocator;
    this.limits = limits;
  }

  /// Writes what a task saves for a checkpoint. What is new of it is durable afterwards, or gone if
  /// that has failed.
  ///
  /// @param published the last checkpoint that is known to have been published, to which the new
  ///   one may refer: its files must not be removed meanwhile. If this run has not made it, or what
  ///   it consists of is not known here, everything is written
  /// @throws IOException whatever the reason is
  public Written write(
      long epoch, long published, TaskId task, Map<Integer, ByteSequence> operators)
      throws IOException {
    SortedMap<Long, Map<Integer, Saved>> ofTask =
        saved.computeIfAbsent(task, _ -> new ConcurrentSkipListMap<>());
    ofTask.keySet().removeIf(other -> other != published);
    Map<Integer, Saved> before = ofTask.getOrDefault(published, Map.of());
    Map<Integer, Saved> after = new ConcurrentHashMap<>();
    List<OperatorState> states = new ArrayList<>();
    List<StateFile> fresh = new ArrayList<>();
    try {
      for (var operator : operators.entrySet()) {
        int step = operator.getKey();
        var place = new Place(epoch, task, step, fresh);
        Saved now = write(place, operator.getValue(), before.get(step));
        after.put(step, now);
        states.add(new OperatorState(step, task.subtask(), now.files()));
      }
    } catch (IOException e) {
      fresh.forEach(file -> removeQuietly(file, e));
      throw e;
    } catch (RuntimeException e) {
      fresh.forEach(file -> removeQuietly(file, e));
      LOG.error("checkpoint {}, {}", epoch, task, e);
      throw new IOException(e.toString(), e);
    }
    remember(ofTask, epoch, after);
    return new Written(states, fresh);
  }

  /// Where a state belongs.
  ///
  /// @param fresh the files that have been written
  private record Place(long epoch, TaskId task, int step, List<StateFile> fresh) {}

  private void removeQuietly(StateFile file, Exception cause) {
    try {
      store.delete(file.name());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private Saved write(Place place, ByteSequence state, Saved before) throws IOException {
    if (!limits.isSmall(state.length())) {
      return writeLarge(place, state, before);
    }
    HashValue128 whole = digester.digest(state);
    return before != null && whole.equals(before.whole())
        ? before
        : new Saved(List.of(full(place, state)), whole, null, 0, 1);
  }

  private Saved writeLarge(Place place, ByteSequence state, Saved before) throws IOException {
    if (before != null && before.rest() > 1) {
      StateFile file = full(place, state);
      return new Saved(List.of(file), null, null, before.rest() - 1, before.nextRest());
    }
    boolean compares = before != null && before.rows() != null;
    StateDiff.Result diff = compared(state, compares ? before : null);
    if (diff.unchanged()) {
      return before;
    }
    if (diff.delta() != null) {
      StateFile delta = delta(place, diff.delta());
      List<StateFile> files = Stream.concat(before.files().stream(), Stream.of(delta)).toList();
      return new Saved(files, null, diff.rows(), 0, 1);
    }
    List<StateFile> files = List.of(full(place, state));
    // Of several files, they may be too many, or too large together.
    if (compares && before.files().size() == 1) {
      int rest = before.nextRest();
      RowDigests rows = rest > 1 ? null : diff.rows();
      return new Saved(files, null, rows, rest, Math.min(2 * rest, LONGEST_REST));
    }
    return new Saved(files, null, diff.rows(), 0, before == null ? 1 : before.nextRest());
  }

  // Whoever closes this waits for it, so it looks at each batch whether somebody does.
  private StateDiff.Result compared(ByteSequence state, Saved before) throws IOException {
    long bytesMax = before == null ? 0 : limits.deltaBytesMax(before.files(), state.length());
    comparing.readLock().lock();
    try (var diff =
        new StateDiff(digester, before == null ? null : before.rows(), allocator, bytesMax)) {
      requireOpen();
      var batches = new StateStream.Reader(state.toStream(), allocator);
      for (var next = batches.next(); next != null; next = batches.next()) {
        try (var batch = next) {
          diff.add(batch);
        }
        requireOpen();
        // It computes for long, on a thread that others share.
        Thread.yield();
      }
      return diff.finish();
    } catch (OutOfMemoryException e) {
      // It is not worth failing for.
      return new StateDiff.Result(null, false, null);
    } finally {
      comparing.readLock().unlock();
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the run is over");
    }
  }

  private StateFile full(Place place, ByteSequence state) throws IOException {
    return file(place, StateNames.full(place.epoch(), run, place.task(), place.step()), state);
  }

  private StateFile delta(Place place, ByteSequence delta) throws IOException {
    return file(place, StateNames.delta(place.epoch(), run, place.task(), place.step()), delta);
  }

  private StateFile file(Place place, String name, ByteSequence bytes) throws IOException {
    store.write(name, bytes);
    var file = new StateFile(name, bytes.length(), bytes.checksum());
    place.fresh().add(file);
    return file;
  }

  private void remember(
      SortedMap<Long, Map<Integer, Saved>> ofTask, long epoch, Map<Integer, Saved> states) {
    comparing.readLock().lock();
    try {
      if (!closed) {
        ofTask.put(epoch, states);
      }
    } finally {
      comparing.readLock().unlock();
    }
  }

  /// Forgets everything; does not touch the allocator any more when it returns. What is being
  /// compared fails.
  @Override
  public void close() {
    closed = true;
    comparing.writeLock().lock();
    try {
      saved.clear();
    } finally {
      comparing.writeLock().unlock();
    }
  }
}
