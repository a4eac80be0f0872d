package dev.wadi.engine.over;

import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Which rows are emitted: all, or those whose place, the last column, is one of the first. Rows
/// with other places have NULL there, so that they do not differ when they move.
///
/// @param limited whether it is not all
/// @param ranked whether a row that moves to another place differs
record ShownPlaces(boolean limited, int offset, int end, boolean ranked) {
  static final ShownPlaces ALL = new ShownPlaces(false, 0, Integer.MAX_VALUE, true);

  private static final Field PLACE = Field.nullable("place", new ArrowType.Int(64, true));

  static ShownPlaces of(OverPlan.TopN topN) {
    return new ShownPlaces(true, topN.offset(), topN.end(), topN.ranked());
  }

  /// All rows with their places.
  static OverPlan.UpdatingOver numbered(OverPlan.TopN topN) {
    List<Field> fields = new ArrayList<>(topN.input().schema().getFields());
    fields.add(PLACE);
    List<SortKey> order = topN.order();
    OverCall place = new OverCall.Rank(OverCall.RankFunction.ROW_NUMBER, PLACE);
    return new OverPlan.UpdatingOver(
        topN.input(),
        topN.change(),
        topN.partition(),
        order,
        List.of(place),
        topN.ttlMillis(),
        topN.flushMillis(),
        new Schema(fields));
  }

  /// How many columns of results are not emitted.
  int hiddenColumns() {
    return ranked ? 0 : 1;
  }

  /// Results without the places that nobody sees.
  ///
  /// @param results taken over
  Batch cut(Batch results, BufferAllocator allocator) {
    if (!limited) {
      return results;
    }
    try (results) {
      var all = (BigIntVector) results.columns().getLast().vector();
      var places = (BigIntVector) PLACE.createVector(allocator);
      places.allocateNew(Math.max(1, results.rowCount()));
      for (int row = 0; row < results.rowCount(); row++) {
        long place = all.get(row);
        if (place > offset && place <= end) {
          places.set(row, ranked ? place : 0);
        }
      }
      places.setValueCount(results.rowCount());
      List<Column> columns = new ArrayList<>();
      results
          .columns()
          .subList(0, results.columns().size() - 1)
          .forEach(column -> columns.add(column.retain()));
      columns.add(Column.of(places));
      return Batch.of(columns, results.rowCount());
    }
  }

  /// Which of some rows are emitted, as indexes.
  int[] shown(List<Column> columns, int[] rows) {
    IntStream all = IntStream.range(0, rows.length);
    return limited ? all.filter(i -> !columns.getLast().isNull(rows[i])).toArray() : all.toArray();
  }
}
