package dev.wadi.planner.resolve;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;

/// An uploaded function as Calcite sees it. A table function makes an array of what stands for
/// rows; it is called only where a table is, and as a node of its own ({@link
/// org.apache.calcite.rel.core.TableFunctionScan}), where it adds its columns to the fields of its
/// input.
public final class UserFunction extends SqlFunction implements Uploaded {
  private final FunctionSignature signature;
  private final boolean outer;

  /// @param name what SQL calls the function
  UserFunction(String name, FunctionSignature signature) {
    this(name, signature, false);
  }

  private UserFunction(String name, FunctionSignature signature, boolean outer) {
    super(
        name,
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(signature, binding),
        null,
        new DeclaredArguments(signature),
        signature.givesRows()
            ? SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION
            : SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.signature = signature;
    this.outer = outer;
  }

  /// The table function for rows that stay even if nothing is made of them.
  public UserFunction withOuterRows() {
    return new UserFunction(getName() + "$outer", signature, true);
  }

  /// Whether a row that nothing is made of stays.
  public boolean isOuter() {
    return outer;
  }

  DeclaredArguments declared() {
    return (DeclaredArguments) getOperandTypeChecker();
  }

  @Override
  public FunctionSignature signature() {
    return signature;
  }

  private static RelDataType resultType(FunctionSignature signature, SqlOperatorBinding binding) {
    Field declared = signature.result();
    return SqlTypes.FACTORY.createTypeWithNullability(
        ArrowTypes.sql(declared), declared.isNullable() || meetsNulls(signature, binding));
  }

  // Whether there may be a null where the function takes none, so that it is not asked.
  private static boolean meetsNulls(FunctionSignature signature, SqlOperatorBinding binding) {
    List<RelDataType> types = binding.collectOperandTypes();
    List<Field> declared = signature.ofCall(types.size()).arguments();
    boolean strict = signature.nulls() == NullHandling.STRICT;
    for (int i = 0; i < types.size(); i++) {
      boolean taken = !strict && declared.get(i).isNullable();
      if (types.get(i).isNullable() && !taken || hidesNulls(declared.get(i))) {
        return true;
      }
    }
    return false;
  }

  // What SQL puts into an array may always be null.
  private static boolean hidesNulls(Field declared) {
    return declared.getChildren().stream()
        .anyMatch(child -> !child.isNullable() || hidesNulls(child));
  }

  @Override
  public boolean isDeterministic() {
    return signature.volatility() == Volatility.IMMUTABLE;
  }
}
