package dev.wadi.planner.parse.syntax;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/// `->` and `->>`, parsed so that they can be refused by name.
public final class JsonOperators {
  public static final SqlOperator ARROW = operator("->");
  public static final SqlOperator TEXT_ARROW = operator("->>");

  private JsonOperators() {}

  private static SqlOperator operator(String name) {
    return new SqlBinaryOperator(name, SqlKind.OTHER, 90, true, null, null, null);
  }
}
