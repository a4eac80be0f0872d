package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// All rows of some files, by key.
final class FileRows implements Lookup {
  private static final int BATCH_ROWS = 8_192;

  private final FileLookup lookup;
  private final LookupTable.LookupContext context;
  private final List<Integer> read;
  private final int[] keyColumns;
  private final int[] wantedColumns;
  private final List<Batch> batches = new ArrayList<>();
  private final Map<List<Object>, Place> rows = new HashMap<>();
  private boolean loaded;
  private long loadedNanos;

  private record Place(Batch batch, int row) {}

  FileRows(FileLookup lookup, LookupTable.LookupContext context) {
    this.lookup = lookup;
    this.context = context;
    List<String> names = lookup.table().schema().getFields().stream().map(Field::getName).toList();
    List<Integer> keys = lookup.table().primaryKey().stream().map(names::indexOf).toList();
    SortedSet<Integer> all = new TreeSet<>(keys);
    all.addAll(context.columns());
    this.read = List.copyOf(all);
    this.keyColumns = keys.stream().mapToInt(read::indexOf).toArray();
    this.wantedColumns = context.columns().stream().mapToInt(read::indexOf).toArray();
  }

  @Override
  public Found find(Batch keys) {
    if (!loaded || tooOld()) {
      load();
    }
    int[] keyColumn = IntStream.range(0, keyColumns.length).toArray();
    int[] found = new int[keys.rowCount()];
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      Place place = rows.get(key(keys, keyColumn, i));
      if (place != null) {
        found[places.size()] = i;
        places.add(place);
      }
    }
    return new Found(copy(places), IntStream.of(found).limit(places.size()).toArray());
  }

  private boolean tooOld() {
    long age = context.nanoClock().getAsLong() - loadedNanos;
    return TimeUnit.NANOSECONDS.toMillis(age) >= context.maxAgeMillis();
  }

  private void load() {
    forget();
    long bytes = 0;
    for (Source.Split split : lookup.files().splits(1)) {
      var reading = new ReadContext(context.allocator(), read, BATCH_ROWS, 0);
      try (SplitReader reader = lookup.files().open(split, reading)) {
        for (Poll poll = reader.poll(); !(poll instanceof Poll.End); poll = reader.poll()) {
          if (poll instanceof Poll.Rows(Batch batch, _)) {
            bytes += add(batch);
          }
          if (bytes > context.maxBytes()) {
            throw lookup.tooLarge(context.maxBytes());
          }
        }
      }
    }
    loaded = true;
    loadedNanos = context.nanoClock().getAsLong();
  }

  /// Takes a batch over, and says how many bytes it is.
  private long add(Batch batch) {
    batches.add(batch);
    for (int row = 0; row < batch.rowCount(); row++) {
      rows.put(key(batch, keyColumns, row), new Place(batch, row));
    }
    return batch.bytes();
  }

  private static List<Object> key(Batch batch, int[] columns, int row) {
    List<Object> key = new ArrayList<>();
    for (int column : columns) {
      Object value = batch.column(column).vector().getObject(row);
      key.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }
    return key;
  }

  private Batch copy(List<Place> places) {
    List<Column> columns = new ArrayList<>();
    for (int column : wantedColumns) {
      Field field = lookup.table().schema().getFields().get(read.get(column));
      FieldVector vector = field.createVector(context.allocator());
      vector.setInitialCapacity(Math.max(1, places.size()));
      vector.allocateNew();
      for (int i = 0; i < places.size(); i++) {
        Place place = places.get(i);
        vector.copyFromSafe(place.row(), i, place.batch().column(column).vector());
      }
      vector.setValueCount(places.size());
      columns.add(Column.of(vector));
    }
    return Batch.of(columns, places.size());
  }

  private void forget() {
    rows.clear();
    batches.forEach(Batch::release);
    batches.clear();
  }

  @Override
  public void close() {
    forget();
  }
}
