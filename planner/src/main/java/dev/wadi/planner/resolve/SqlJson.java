package dev.wadi.planner.resolve;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.AbstractSqlType;
import org.apache.calcite.sql.type.SqlTypeName;

/// The type JSON. It is a text to whoever takes texts, so that it is compared, grouped and written
/// like one; what makes it JSON is its name.
public final class SqlJson extends AbstractSqlType {
  private static final long serialVersionUID = 1L;

  private static final SqlJson NOT_NULL = new SqlJson(false);
  private static final SqlJson NULLABLE = new SqlJson(true);

  private SqlJson(boolean nullable) {
    super(SqlTypeName.VARCHAR, nullable, null);
    computeDigest();
  }

  public static RelDataType of(boolean nullable) {
    return nullable ? NULLABLE : NOT_NULL;
  }

  public static boolean is(RelDataType type) {
    return type instanceof SqlJson;
  }

  /// Whether all values are JSON, some perhaps NULL.
  static boolean areAll(List<RelDataType> types) {
    return types.stream().anyMatch(SqlJson::is)
        && types.stream().allMatch(type -> is(type) || type.getSqlTypeName() == SqlTypeName.NULL);
  }

  /// The same type, but TEXT for JSON.
  static RelDataType asText(RelDataType type) {
    return is(type)
        ? SqlTypes.FACTORY.createTypeWithNullability(
            SqlTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), type.isNullable())
        : type;
  }

  @Override
  public Charset getCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public SqlCollation getCollation() {
    return SqlTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR).getCollation();
  }

  @Override
  public int getPrecision() {
    return PRECISION_NOT_SPECIFIED;
  }

  @Override
  protected void generateTypeString(StringBuilder text, boolean withDetail) {
    text.append("JSON");
  }
}
