package dev.wadi.planner.resolve;

import dev.wadi.sdk.function.FunctionSignature;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Optionality;

/// An uploaded aggregate as Calcite sees it.
public final class UserAggregate extends SqlAggFunction implements Uploaded {
  private final FunctionSignature signature;

  /// @param name what SQL calls the aggregate
  UserAggregate(String name, FunctionSignature signature) {
    super(
        name,
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        _ -> resultType(signature.result()),
        null,
        new DeclaredArguments(signature),
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        Optionality.FORBIDDEN);
    this.signature = signature;
  }

  private static RelDataType resultType(Field declared) {
    return ArrowTypes.sql(declared);
  }

  @Override
  public FunctionSignature signature() {
    return signature;
  }

  @Override
  public boolean allowsFilter() {
    return true;
  }
}
