package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// Where a query names the tables that it reads. Validating changes a tree, so the places are noted
/// before.
final class TablePlaces extends SqlBasicVisitor<Void> {
  private final Map<String, SourcePosition> places = new HashMap<>();

  private TablePlaces() {}

  static TablePlaces in(SqlNode query) {
    TablePlaces places = new TablePlaces();
    query.accept(places);
    return places;
  }

  /// The first place; empty for a table that is read through a view.
  Optional<SourcePosition> of(String table) {
    return Optional.ofNullable(places.get(table));
  }

  @Override
  public Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      note(select.getFrom());
    } else if (call instanceof SqlJoin join) {
      note(join.getLeft());
      note(join.getRight());
    } else if (call.getKind() == SqlKind.EXPLICIT_TABLE) {
      note(call.operand(0));
    }
    return super.visit(call);
  }

  private void note(SqlNode from) {
    SqlNode named =
        from != null && from.getKind() == SqlKind.AS ? ((SqlCall) from).operand(0) : from;
    SourcePosition position = named == null ? null : Positions.of(named.getParserPosition());
    if (named instanceof SqlIdentifier id && id.isSimple() && position != null) {
      places.putIfAbsent(id.getSimple(), position);
    }
  }
}
