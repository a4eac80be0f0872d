package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// ORDER BY, LIMIT and OFFSET: of a bounded input at its end, of an endless one by event time.
final class SortLowering {
  private final Lowering lowering;

  SortLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Sort sort) {
    Relation input =
        Changelogs.settled(lowering.relation(sort.getInput()), sort, "ORDER BY and LIMIT");
    List<SortKey> keys = keys(sort.getCollation().getFieldCollations(), input);
    long offset = sort.offset == null ? 0 : count(sort, sort.offset);
    long limit = sort.fetch == null ? Plan.Sort.UNLIMITED : count(sort, sort.fetch);
    if (input.bounded()) {
      Plan plan = new Plan.Sort(input.plan(), keys, offset, limit, new Release.AtEnd());
      return atEnd(input, plan);
    }
    if (offset > 0 || limit != Plan.Sort.UNLIMITED) {
      throw Unsupported.at(
          sort,
          "LIMIT and OFFSET of an input that never ends are not supported",
          "number the rows of each window with row_number() OVER (PARTITION BY window ...) and"
              + " filter, or read a bounded table");
    }
    Release release =
        keys.getFirst().descending() || keys.getFirst().nullsFirst() && nullable(input, keys)
            ? null
            : Releases.byTime(input, keys.getFirst().column()).orElse(null);
    if (release == null) {
      throw Unsupported.at(
          sort,
          "ORDER BY of an input that never ends is supported only by its event time, ascending",
          "order by the column that the watermark is declared for, or by a window, first");
    }
    return input.withPlan(new Plan.Sort(input.plan(), keys, 0, Plan.Sort.UNLIMITED, release));
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
        .orElseThrow(() -> Unsupported.at(sort, "LIMIT and OFFSET must be whole numbers", null));
  }
}
