package dev.wadi.planner.parse.syntax;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `array[from:to]` and `array[from:to:step]`, which bind like `array[place]`. The right operand is
/// a list of the bounds.
public final class SliceOperator extends SqlSpecialOperator {
  public static final SliceOperator SLICE = new SliceOperator();

  private SliceOperator() {
    super("SLICE", SqlKind.OTHER, 100);
  }

  /// A bound that is left out is the array's.
  ///
  /// @param from null if it is left out, as the others
  public static SqlNodeList bounds(SqlNode from, SqlNode to, SqlNode step, SqlParserPos position) {
    List<SqlNode> bounds = new ArrayList<>();
    bounds.add(from == null ? SqlLiteral.createExactNumeric("1", position) : from);
    bounds.add(to == null ? SqlLiteral.createExactNumeric("-1", position) : to);
    if (step != null) {
      bounds.add(step);
    }
    return new SqlNodeList(bounds, position);
  }

  @Override
  public ReduceResult reduceExpr(int place, TokenSequence tokens) {
    SqlNode array = tokens.node(place - 1);
    SqlNode bounds = tokens.node(place + 1);
    SqlParserPos position =
        SqlParserPos.sum(
            List.of(array.getParserPosition(), tokens.pos(place), bounds.getParserPosition()));
    return new ReduceResult(place - 1, place + 2, createCall(position, array, bounds));
  }
}
