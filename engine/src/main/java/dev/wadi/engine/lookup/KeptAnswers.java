package dev.wadi.engine.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of keys that were asked for, also that there are none. The rows stay in columns; a
/// cache decides which answers still count, by their age and by how many bytes they take. What it
/// lets go stays in its place until a clean-up, which comes when most is gone: so memory may be
/// twice what the cache counts.
final class KeptAnswers implements AutoCloseable {
  /// The answer that there is no row.
  static final int NO_ROW = -1;

  private static final int CLEAN_UP_MIN = 1_024;
  // Of the cache, for each answer on the heap.
  private static final int ENTRY_BYTES = 128;

  private final List<Field> keyFields;
  private final Schema schema;
  private final BufferAllocator allocator;
  private final Cache<Long, Integer> counting;
  private GroupTable keys;
  private BatchBuilder rows;
  // One more than the row of a key; 0 is none.
  private final StateArray rowOfKey;
  // Under which number the cache knows a key's answer; 0 if it was never asked for.
  private final StateArray answerOfKey;
  private long lastAnswer;

  /// @param keyFields types of the key columns
  /// @param schema the columns of a row
  /// @param maxAgeMillis how old an answer may be
  /// @param maxBytes how much all may take
  KeptAnswers(
      List<Field> keyFields,
      Schema schema,
      long maxAgeMillis,
      long maxBytes,
      LongSupplier nanoClock,
      BufferAllocator allocator) {
    this.keyFields = keyFields;
    this.schema = schema;
    this.allocator = allocator;
    this.counting = cache(maxAgeMillis, maxBytes, nanoClock);
    this.keys = new GroupTable(keyFields, allocator);
    this.rows = new BatchBuilder(schema, allocator);
    this.rowOfKey = new StateArray(allocator);
    this.answerOfKey = new StateArray(allocator);
  }

  private static Cache<Long, Integer> cache(
      long maxAgeMillis, long maxBytes, LongSupplier nanoClock) {
    Caffeine<Long, Integer> cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<Long, Integer>weigher((answer, bytes) -> bytes)
            // One thread uses it, and pays for its housekeeping.
            .executor(Runnable::run);
    return maxAgeMillis == LookupTable.FOR_EVER
        ? cache.build()
        : cache
            .expireAfterWrite(maxAgeMillis, TimeUnit.MILLISECONDS)
            .ticker(nanoClock::getAsLong)
            .build();
  }

  /// The numbers of keys, known or new.
  ///
  /// @param columns the key columns of a batch
  int[] numbersOf(List<Column> columns, Selection chosen) {
    int[] numbers = new int[chosen.count()];
    keys.findOrAdd(columns, chosen, numbers);
    rowOfKey.grow(keys.groupCount());
    answerOfKey.grow(keys.groupCount());
    return numbers;
  }

  /// Whether there is an answer for a key that still counts.
  boolean has(int number) {
    long answer = answerOfKey.get(number);
    return answer != 0 && counting.getIfPresent(answer) != null;
  }

  /// Keeps what was found.
  ///
  /// @param asked the numbers of the keys that were asked for
  /// @param keyRows the keys themselves, row by row
  void keep(int[] asked, Batch keyRows, Lookup.Found found) {
    int[] bytes = new int[asked.length];
    for (int i = 0; i < asked.length; i++) {
      bytes[i] = ENTRY_BYTES + (int) RowSize.bytes(keyRows.columns(), i);
      rowOfKey.set(asked[i], 0);
    }
    int first = rows.rowCount();
    rows.append(found.rows(), null);
    for (int i = 0; i < found.keys().length; i++) {
      int key = found.keys()[i];
      bytes[key] += (int) RowSize.bytes(found.rows().columns(), i);
      rowOfKey.set(asked[key], first + i + 1L);
    }
    for (int i = 0; i < asked.length; i++) {
      answerOfKey.set(asked[i], ++lastAnswer);
      counting.put(lastAnswer, bytes[i]);
    }
  }

  /// The row of a key that was asked for, or {@link #NO_ROW}; also if the cache has let it go,
  /// until the next {@link #cleanUp}.
  int row(int number) {
    return (int) rowOfKey.get(number) - 1;
  }

  /// The rows; borrowed, valid until the next {@link #keep}.
  List<Column> rows() {
    return rows.view();
  }

  /// How many keys have a place here.
  int places() {
    return keys.groupCount();
  }

  /// Lets go of everything.
  void forget() {
    counting.invalidateAll();
    keys.clear();
    rows.close();
    rowOfKey.close();
    answerOfKey.close();
  }

  /// Frees the places of answers that count no more, if that is worth it: keys and rows get other
  /// numbers.
  void cleanUp() {
    if (places() < CLEAN_UP_MIN) {
      return;
    }
    counting.cleanUp();
    if (places() < 2 * counting.estimatedSize()) {
      return;
    }
    GroupTable oldKeys = keys;
    BatchBuilder oldRows = rows;
    try {
      moveThoseThatCount(oldKeys, oldRows);
    } finally {
      oldKeys.close();
      oldRows.close();
    }
  }

  private void moveThoseThatCount(GroupTable oldKeys, BatchBuilder oldBuilder) {
    int[] kept = IntStream.range(0, oldKeys.groupCount()).filter(this::has).toArray();
    long[] answers = IntStream.of(kept).mapToLong(answerOfKey::get).toArray();
    int[] oldRows = IntStream.of(kept).map(this::row).toArray();
    int[] found = IntStream.of(oldRows).filter(row -> row != NO_ROW).sorted().toArray();
    rowOfKey.close();
    answerOfKey.close();
    keys = new GroupTable(keyFields, allocator);
    rows = new BatchBuilder(schema, allocator);
    int[] numbers = numbersOf(oldKeys.storedKeys(), new Selection(kept, kept.length));
    try (Batch old = oldBuilder.build()) {
      rows.append(old, new Selection(found, found.length));
    }
    for (int i = 0; i < kept.length; i++) {
      answerOfKey.set(numbers[i], answers[i]);
      int row = oldRows[i] == NO_ROW ? NO_ROW : Arrays.binarySearch(found, oldRows[i]);
      rowOfKey.set(numbers[i], row + 1L);
    }
  }

  @Override
  public void close() {
    forget();
  }
}
