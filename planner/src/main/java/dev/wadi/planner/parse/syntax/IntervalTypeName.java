package dev.wadi.planner.parse.syntax;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/// The type `INTERVAL [qualifier]`; without a qualifier a span of days, hours, minutes and seconds.
public final class IntervalTypeName extends SqlTypeNameSpec {
  private final SqlIntervalQualifier qualifier;

  public IntervalTypeName(SqlIntervalQualifier qualifier, SqlParserPos position) {
    super(new SqlIdentifier("INTERVAL", position), position);
    this.qualifier =
        qualifier == null
            ? new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, position)
            : qualifier;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    return validator.getTypeFactory().createSqlIntervalType(qualifier);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.keyword("INTERVAL");
    qualifier.unparse(writer, leftPrecedence, rightPrecedence);
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return other instanceof IntervalTypeName that
        ? qualifier.equalsDeep(that.qualifier, litmus)
        : litmus.fail("{} != {}", this, other);
  }
}
