package dev.wadi.connectors.column;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.HashSet;
import java.util.Set;
import org.apache.arrow.vector.complex.MapVector;

/// A map column: {@link #start}, an entry for each key at the position that {@link #next} gives,
/// and {@link #end}.
public final class MapBuilder extends ColumnBuilder {
  private final ListBuilder list;
  private final StructBuilder entries;
  private final ScalarBuilder keys;
  private final Set<String> keysOfRow = new HashSet<>();

  MapBuilder(MapVector vector) {
    super(vector);
    this.list = new ListBuilder(vector);
    this.entries = (StructBuilder) list.elements();
    if (!(entries.fields().get(0) instanceof ScalarBuilder scalar)) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "column '%s': a map is read only if its keys are single values".formatted(name()))
          .withHint("declare it as JSON, and take it apart in SQL");
    }
    this.keys = scalar;
  }

  public ColumnBuilder values() {
    return entries.fields().get(1);
  }

  /// Begins the map of a row, empty.
  public void start(int row) {
    keysOfRow.clear();
    list.start(row);
  }

  /// Where the value of a key goes.
  ///
  /// @throws BadValue if the key does not fit, or is there already
  public int next(String key) {
    if (!keysOfRow.add(key)) {
      throw new BadValue("column '%s' has the key '%s' twice".formatted(name(), key));
    }
    int entry = list.next();
    entries.start(entry);
    keys.setText(entry, key);
    return entry;
  }

  public void end(int row) {
    list.end(row);
  }

  @Override
  public void setNull(int row) {
    list.setNull(row);
  }
}
