package dev.wadi.engine.state;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Numbers distinct keys 0, 1, 2 ... in the order of their appearance (but within one batch, keys
/// whose hash is that of another key come last). Open addressing with linear probing over 64-bit
/// hashes; keys are kept as columns and compared a column at a time, so that a batch costs a few
/// tight loops. Nulls are equal to each other, and so are NaNs.
///
/// Off-heap; used by one thread at a time.
public final class GroupTable implements AutoCloseable {
  private static final int FIRST_SLOTS = 64;
  private static final int FIRST_KEYS = 32;

  private final Hash hash;
  private final BatchBuilder stored;
  private final StateArray slots;
  private final StateArray hashOfGroup;
  private int slotMask = -1;
  private int groupCount;
  private long[] hashes = new long[0];
  private int[] newRows = new int[0];

  /// @param keys types of the key columns; may be empty: then there is one group
  public GroupTable(List<Field> keys, BufferAllocator allocator) {
    this(keys, allocator, RowHash::hash);
  }

  /// @param hash in place of {@link RowHash}: a bad one, to meet collisions
  GroupTable(List<Field> keys, BufferAllocator allocator, Hash hash) {
    this.hash = hash;
    this.stored = new BatchBuilder(new Schema(keys), allocator, FIRST_KEYS);
    this.slots = new StateArray(allocator);
    this.hashOfGroup = new StateArray(allocator);
  }

  /// As {@link RowHash#hash}.
  interface Hash {
    void hash(List<Column> keys, Batch batch, long[] hashes);
  }

  /// How many distinct keys there are.
  public int groupCount() {
    return groupCount;
  }

  /// The keys, row i being group i; borrowed, valid until the next {@link #findOrAdd}.
  public List<Column> storedKeys() {
    return stored.view();
  }

  /// The groups of rows; keys that are new get the next numbers.
  ///
  /// @param columns the key columns, aligned with each other
  /// @param rows which rows of them
  /// @param groups receives the group of the i-th of the rows
  public void findOrAdd(List<Column> columns, Selection rows, int[] groups) {
    resolve(columns, rows, groups, true);
  }

  /// The groups of rows, -1 for keys that are not here.
  public void find(List<Column> columns, Selection rows, int[] groups) {
    resolve(columns, rows, groups, false);
  }

  private void resolve(List<Column> columns, Selection rows, int[] groups, boolean add) {
    hash(columns, rows);
    reserve(groupCount + 1);
    int newCount = probe(null, null, rows, groups, add);
    int[] open = storeAndCompare(columns, rows, groups, newCount, null, rows.count());
    while (open.length > 0) {
      reserve(groupCount + open.length);
      newCount = probe(open, slotsBehind(open, groups), rows, groups, add);
      open = storeAndCompare(columns, rows, groups, newCount, open, open.length);
    }
  }

  private void hash(List<Column> columns, Selection rows) {
    if (hashes.length < rows.count()) {
      hashes = new long[rows.count()];
      newRows = new int[rows.count()];
    }
    try (Batch batch = borrowed(columns, rows)) {
      hash.hash(columns, batch, hashes);
    }
  }

  private Batch borrowed(List<Column> columns, Selection rows) {
    columns.forEach(Column::retain);
    int physical = columns.isEmpty() ? rows.count() : columns.getFirst().rowCount();
    return Batch.of(columns, physical, rows);
  }

  /// Finds the first slot with each row's hash and takes it as the row's group, keys unseen.
  ///
  /// @param open which rows, or null for all
  /// @param starts where to begin for each of them, or null for the hash's own slot
  /// @return how many keys are new; their rows stand in `newRows`
  private int probe(int[] open, int[] starts, Selection rows, int[] groups, boolean add) {
    int count = open == null ? rows.count() : open.length;
    MemorySegment table = slots.segment();
    int newCount = 0;
    for (int k = 0; k < count; k++) {
      int i = open == null ? k : open[k];
      long hash = hashes[i];
      int slot = starts == null ? (int) hash & slotMask : starts[k];
      long entry = table.getAtIndex(ValueLayout.JAVA_LONG, slot);
      while (entry != 0 && entry >>> 32 != hash >>> 32) {
        slot = (slot + 1) & slotMask;
        entry = table.getAtIndex(ValueLayout.JAVA_LONG, slot);
      }
      int group = (int) entry - 1;
      if (entry == 0 && add) {
        group = groupCount++;
        table.setAtIndex(ValueLayout.JAVA_LONG, slot, entry(group, hash));
        hashOfGroup.set(group, hash);
        newRows[newCount++] = rows.row(i);
        if (starts == null) {
          reserve(groupCount + 1);
          table = slots.segment();
        }
      }
      groups[i] = group;
    }
    return newCount;
  }

  /// Keeps the new keys, then compares all: a row whose key differs in spite of the same hash has
  /// to look further.
  private int[] storeAndCompare(
      List<Column> columns, Selection rows, int[] groups, int newCount, int[] open, int openCount) {
    if (newCount > 0) {
      store(columns, new Selection(newRows, newCount));
    }
    int[] different = new int[0];
    List<Column> storedColumns = stored.view();
    for (int c = 0; c < columns.size(); c++) {
      int[] found =
          KeyComparison.differing(
              columns.get(c), rows, storedColumns.get(c), groups, open, openCount);
      if (found.length > 0) {
        different =
            IntStream.concat(Arrays.stream(different), Arrays.stream(found))
                .sorted()
                .distinct()
                .toArray();
      }
    }
    return different;
  }

  private int[] slotsBehind(int[] open, int[] groups) {
    int[] starts = new int[open.length];
    for (int k = 0; k < open.length; k++) {
      int slot = (int) hashes[open[k]] & slotMask;
      while ((int) slots.get(slot) - 1 != groups[open[k]]) {
        slot = (slot + 1) & slotMask;
      }
      starts[k] = (slot + 1) & slotMask;
    }
    return starts;
  }

  private void store(List<Column> columns, Selection newRows) {
    try (Batch batch = borrowed(columns, newRows)) {
      stored.append(batch, newRows);
    }
  }

  // A slot holds the group's number plus one and the upper half of its hash, so that most probes
  // look at nothing else.
  private static long entry(int group, long hash) {
    return hash & 0xffff_ffff_0000_0000L | group + 1L;
  }

  // At most half of the slots are taken, so that probes stay short.
  private void reserve(int groups) {
    hashOfGroup.grow(groups);
    int wanted = Math.max(FIRST_SLOTS, Integer.highestOneBit(Math.max(1, groups - 1)) << 2);
    if (wanted <= slotMask + 1) {
      return;
    }
    slots.close();
    slots.grow(wanted);
    slotMask = wanted - 1;
    for (int group = 0; group < groupCount; group++) {
      int slot = (int) hashOfGroup.get(group) & slotMask;
      while (slots.get(slot) != 0) {
        slot = (slot + 1) & slotMask;
      }
      slots.set(slot, entry(group, hashOfGroup.get(group)));
    }
  }

  /// Forgets all keys and gives the memory back; the table stays usable.
  public void clear() {
    stored.close();
    slots.close();
    hashOfGroup.close();
    slotMask = -1;
    groupCount = 0;
  }

  @Override
  public void close() {
    clear();
  }
}
