package dev.wadi.planner.parse.syntax;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;

/// Operators that go into JSON. They bind closer than arithmetic, so that `j -> 'a' = j -> 'b'` and
/// `j ->> 'a' || 'x'` mean what they look like.
public final class JsonOperators {
  public static final Access ARROW = new Access("->", "json_get");
  public static final Access TEXT_ARROW = new Access("->>", "json_as_text");
  public static final Access CONTAINS = new Access("?", "json_contains");

  private JsonOperators() {}

  /// Another way to call a function of a JSON value and a step into it.
  public static final class Access extends SqlBinaryOperator {
    private final String function;

    private Access(String name, String function) {
      super(name, SqlKind.OTHER, 90, true, null, null, null);
      this.function = function;
    }

    public String function() {
      return function;
    }
  }
}
