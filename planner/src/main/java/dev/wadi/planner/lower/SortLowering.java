package dev.wadi.planner.lower;

import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// ORDER BY, LIMIT and OFFSET: of a bounded input at its end; of an endless one by event time, or
/// its first rows, which change as rows come.
final class SortLowering {
  private final Lowering lowering;

  SortLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Sort sort) {
    Relation input = Changelogs.settled(lowering.relation(sort.getInput()));
    List<SortKey> keys = keys(sort.getCollation().getFieldCollations(), input);
    long offset = sort.offset == null ? 0 : count(sort, sort.offset);
    long limit = sort.fetch == null ? Plan.Sort.UNLIMITED : count(sort, sort.fetch);
    boolean asTheyCome = keys.isEmpty() && !input.isChangelog();
    if (input.bounded() || asTheyCome || limit == 0) {
      return atEnd(input, new Plan.Sort(input.plan(), keys, offset, limit, new Release.AtEnd()));
    }
    return limit == Plan.Sort.UNLIMITED
        ? byTime(sort, input, keys, offset)
        : firstRows(sort, input, keys, offset, limit);
  }

  private static Relation byTime(Sort sort, Relation input, List<SortKey> keys, long offset) {
    if (input.isChangelog()) {
      throw Unsupported.at(
          sort,
          "rows that change and are taken back have no order",
          "add a LIMIT: the first rows are kept up to date");
    }
    Release release =
        offset > 0
                || keys.getFirst().descending()
                || keys.getFirst().nullsFirst() && nullable(input, keys)
            ? null
            : Releases.byTime(input, keys.getFirst().column()).orElse(null);
    if (release == null) {
      throw Unsupported.at(
          sort,
          "ORDER BY of an input that never ends is supported only by its event time, ascending",
          "order by the column that the watermark is declared for, or by a window, first; or add a"
              + " LIMIT: the first rows are kept up to date");
    }
    return input.withPlan(new Plan.Sort(input.plan(), keys, 0, Plan.Sort.UNLIMITED, release));
  }

  // Of an input that never ends: they change as rows come.
  private Relation firstRows(
      Sort sort, Relation input, List<SortKey> keys, long offset, long limit) {
    if (offset + limit > Integer.MAX_VALUE) {
      throw Unsupported.at(
          sort,
          "LIMIT and OFFSET of an input that never ends are too large",
          "together they may be 2147483647 at most: all of these rows are kept");
    }
    List<Field> fields = new ArrayList<>(input.plan().schema().getFields());
    int change = input.isChangelog() ? input.change() : fields.size();
    if (!input.isChangelog()) {
      fields.add(ChangeKind.FIELD);
    }
    Plan plan =
        new OverPlan.TopN(
            input.plan(),
            input.change(),
            List.of(),
            keys,
            (int) offset,
            (int) (offset + limit),
            false,
            lowering.settings().updatingTtl().toMillis(),
            lowering.settings().updatingFlush().toMillis(),
            new Schema(fields));
    return new Relation(
        plan, input.slots(), Map.of(), Relation.NO_EVENT_TIME, change, input.bounded());
  }

  private static boolean nullable(Relation input, List<SortKey> keys) {
    return input.fieldOf(keys.getFirst().column()).isNullable();
  }

  /// Rows that come when everything has been read: watermarks have passed them by then.
  static Relation atEnd(Relation input, Plan plan) {
    return new Relation(plan, input.slots(), Map.of(), Relation.NO_EVENT_TIME, input.bounded());
  }

  static List<SortKey> keys(List<RelFieldCollation> collations, Relation input) {
    List<SortKey> keys = new ArrayList<>();
    for (RelFieldCollation collation : collations) {
      boolean descending = collation.getDirection().isDescending();
      boolean nullsFirst =
          switch (collation.nullDirection) {
            case FIRST -> true;
            case LAST -> false;
            case UNSPECIFIED -> descending;
          };
      List<Integer> columns =
          switch (input.slots().get(collation.getFieldIndex())) {
            case Slot.Column column -> List.of(column.index());
            case Slot.Window window -> List.of(window.start(), window.end());
          };
      columns.stream()
          .filter(column -> keys.stream().noneMatch(key -> key.column() == column))
          .forEach(column -> keys.add(new SortKey(column, descending, nullsFirst)));
    }
    return keys;
  }

  private static long count(Sort sort, RexNode rows) {
    return Optional.of(rows)
        .filter(RexLiteral.class::isInstance)
        .map(literal -> ((RexLiteral) literal).getValueAs(Long.class))
        .orElseThrow(() ->
            Unsupported.at(sort, "LIMIT and OFFSET must be whole numbers", "write a constant"));
  }
}
