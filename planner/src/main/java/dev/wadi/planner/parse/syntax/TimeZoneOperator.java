package dev.wadi.planner.parse.syntax;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/// `time AT TIME ZONE zone`, which binds closer than arithmetic but less than `::`.
public final class TimeZoneOperator {
  public static final SqlOperator AT_TIME_ZONE =
      new SqlBinaryOperator("AT TIME ZONE", SqlKind.OTHER, 88, true, null, null, null);

  private TimeZoneOperator() {}
}
