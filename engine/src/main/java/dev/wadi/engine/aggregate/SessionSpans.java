package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;

/// When the sessions of each key begin and end. A session has a number that is never used again;
/// the sessions of a key lie further apart than the gap.
final class SessionSpans implements AutoCloseable {
  /// In place of the number of a session that there is not.
  static final int NONE = -1;

  // Ends are looked up in steps of this part of the gap.
  private static final int STEPS_PER_GAP = 16;

  private final long gap;
  private final StateArray starts;
  private final StateArray ends;
  private final StateArray keys;
  // Sessions of a key from the latest on, each as one more than its number, so that 0 is none.
  private final StateArray nextOfKey;
  private final StateArray firstOfKey;
  private final StateArray mergedInto;
  private final TreeMap<Long, Numbers> byEnd = new TreeMap<>();
  private int count;
  private int liveCount;

  /// Growing numbers.
  private static final class Numbers {
    private int[] values = new int[4];
    private int count;

    private void add(int value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }
  }

  /// One session that became part of another.
  record Merge(int from, int into) {}

  SessionSpans(long gap, BufferAllocator allocator) {
    this.gap = gap;
    this.starts = new StateArray(allocator);
    this.ends = new StateArray(allocator);
    this.keys = new StateArray(allocator);
    this.nextOfKey = new StateArray(allocator);
    this.firstOfKey = new StateArray(allocator);
    this.mergedInto = new StateArray(allocator);
  }

  /// How many numbers have been given out.
  int count() {
    return count;
  }

  int liveCount() {
    return liveCount;
  }

  void growKeys(int keyCount) {
    firstOfKey.grow(keyCount);
  }

  /// The session of a row, which may be new, or now reach from one to another.
  ///
  /// @param doneMicros a row that is alone and ends earlier comes too late
  /// @param merges receives sessions that were joined
  /// @return its number, or {@link #NONE} if the row is late
  int place(int key, long micros, long doneMicros, List<Merge> merges) {
    int found = NONE;
    int session = (int) firstOfKey.get(key) - 1;
    // From the latest on: those that end before the row are not worth a look.
    while (session != NONE && ends.get(session) > micros) {
      int next = (int) nextOfKey.get(session) - 1;
      if (starts.get(session) < micros + gap) {
        if (found == NONE) {
          found = session;
          extend(session, micros, micros + gap);
        } else {
          join(session, found, merges);
        }
      }
      session = next;
    }
    if (found == NONE && micros + gap > doneMicros) {
      found = add(key, micros, micros + gap);
    }
    return found;
  }

  private void extend(int session, long start, long end) {
    starts.set(session, Math.min(starts.get(session), start));
    ends.set(session, Math.max(ends.get(session), end));
  }

  private void join(int session, int into, List<Merge> merges) {
    extend(into, starts.get(session), ends.get(session));
    remove(session);
    mergedInto.set(session, into + 1L);
    merges.add(new Merge(session, into));
  }

  /// Adds a session that overlaps no other of its key.
  int add(int key, long start, long end) {
    int session = count++;
    for (StateArray array : List.of(starts, ends, keys, nextOfKey, mergedInto)) {
      array.grow(count);
    }
    starts.set(session, start);
    ends.set(session, end);
    keys.set(session, key);
    link(session, key);
    liveCount++;
    register(session);
    return session;
  }

  private void link(int session, int key) {
    int before = NONE;
    int next = (int) firstOfKey.get(key) - 1;
    while (next != NONE && starts.get(next) > starts.get(session)) {
      before = next;
      next = (int) nextOfKey.get(next) - 1;
    }
    nextOfKey.set(session, next + 1L);
    if (before == NONE) {
      firstOfKey.set(key, session + 1L);
    } else {
      nextOfKey.set(before, session + 1L);
    }
  }

  private void register(int session) {
    byEnd.computeIfAbsent(step(ends.get(session)), _ -> new Numbers()).add(session);
  }

  private long step(long micros) {
    return Math.floorDiv(micros, Math.max(1, gap / STEPS_PER_GAP));
  }

  /// The session that a session has become part of, or itself.
  int joined(int session) {
    int last = session;
    while (mergedInto.get(last) != 0) {
      last = (int) mergedInto.get(last) - 1;
    }
    return last;
  }

  /// Takes a session out that was emitted.
  void remove(int session) {
    int key = (int) keys.get(session);
    int next = (int) nextOfKey.get(session);
    if (firstOfKey.get(key) == session + 1L) {
      firstOfKey.set(key, next);
    } else {
      int before = (int) firstOfKey.get(key) - 1;
      while (nextOfKey.get(before) != session + 1L) {
        before = (int) nextOfKey.get(before) - 1;
      }
      nextOfKey.set(before, next);
    }
    keys.set(session, NONE);
    liveCount--;
  }

  private boolean isLive(int session) {
    return keys.get(session) != NONE;
  }

  /// The sessions that end by a time, ascending; none of them is found a second time.
  int[] takeEnded(long micros) {
    Numbers ended = new Numbers();
    List<Integer> later = new ArrayList<>();
    for (Map.Entry<Long, Numbers> step = byEnd.firstEntry();
        step != null && step.getKey() <= step(micros);
        step = byEnd.firstEntry()) {
      byEnd.pollFirstEntry();
      for (int i = 0; i < step.getValue().count; i++) {
        int session = step.getValue().values[i];
        if (isLive(session) && ends.get(session) <= micros) {
          ended.add(session);
        } else if (isLive(session)) {
          later.add(session);
        }
      }
    }
    later.forEach(this::register);
    int[] numbers = Arrays.copyOf(ended.values, ended.count);
    Arrays.sort(numbers);
    return numbers;
  }

  /// All sessions, ascending.
  int[] live() {
    Numbers live = new Numbers();
    for (int session = 0; session < count; session++) {
      if (isLive(session)) {
        live.add(session);
      }
    }
    return Arrays.copyOf(live.values, live.count);
  }

  long start(int session) {
    return starts.get(session);
  }

  long end(int session) {
    return ends.get(session);
  }

  int key(int session) {
    return (int) keys.get(session);
  }

  @Override
  public void close() {
    List.of(starts, ends, keys, nextOfKey, firstOfKey, mergedInto).forEach(StateArray::close);
  }
}
