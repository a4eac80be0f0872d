package dev.wadi.connectors.format;

import dev.wadi.connectors.format.DecodedRows.Malformed;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.Lookup.Found;
import dev.wadi.sdk.format.Decoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Has values decoded of which each is at most one row.
public final class DecodedValues implements AutoCloseable {
  private final Decoder decoder;
  private final List<Field> fields;
  // Places of those that are wanted.
  private final List<Integer> wanted;
  private final BufferAllocator allocator;

  /// @param columns those that are wanted
  public DecodedValues(PluginFormat format, List<Field> columns, BufferAllocator allocator) {
    this.decoder = format.decoder();
    this.fields = format.schema().getFields();
    this.wanted = columns.stream().map(fields::indexOf).toList();
    this.allocator = allocator;
  }

  /// The rows of values, and which value each of them is made of.
  ///
  /// @param malformed is told of a value that is no row, and throws
  public Found of(List<byte[]> values, Malformed malformed) {
    List<FieldVector> all = new ArrayList<>();
    wanted.forEach(i -> all.add(fields.get(i).createVector(allocator)));
    int[] made = new int[values.size()];
    try (var records = new VarBinaryVector("data", allocator)) {
      all.forEach(FieldVector::allocateNew);
      int count = values.isEmpty() ? 0 : decode(values, records, made, all, malformed);
      all.forEach(vector -> vector.setValueCount(count));
      List<Column> finished = all.stream().map(Column::of).toList();
      return new Found(Batch.of(finished, count), Arrays.copyOf(made, count));
    } catch (RuntimeException e) {
      all.forEach(FieldVector::close);
      throw e;
    }
  }

  private int decode(
      List<byte[]> values,
      VarBinaryVector records,
      int[] made,
      List<FieldVector> all,
      Malformed malformed) {
    for (int i = 0; i < values.size(); i++) {
      records.setSafe(i, values.get(i));
    }
    records.setValueCount(values.size());
    decoder.begin(records);
    int count = 0;
    boolean more;
    do {
      try (DecodedRows rows = new DecodedRows(fields, allocator)) {
        more = rows.fill(decoder, values.size());
        for (int row = 0; row < rows.count(); row++) {
          int value = rows.record(row);
          if (count > 0 && made[count - 1] == value) {
            malformed.record(value, "it is more than one row");
          }
          copy(rows, row, count, all, malformed);
          made[count++] = value;
        }
      }
    } while (more);
    decoder.rejected().forEach(rejected -> malformed.record(rejected.row(), rejected.reason()));
    return count;
  }

  private void copy(
      DecodedRows rows, int from, int to, List<FieldVector> all, Malformed malformed) {
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).isNullable() && rows.columns().get(i).isNull(from)) {
        malformed.record(rows.record(from), DecodedRows.missing(fields.get(i)));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      all.get(i).copyFromSafe(from, to, rows.columns().get(wanted.get(i)));
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
