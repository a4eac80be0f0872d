package dev.wadi.planner.resolve;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;

/// A row per item of an array. In a select list it stands for the item, or for NULL where another
/// one has more items; as a node of its own ({@link org.apache.calcite.rel.core.TableFunctionScan})
/// it adds the items of some arrays, and perhaps their place, to the fields of its input.
public final class UnnestFunction extends SqlFunction {
  /// `SELECT unnest(array)`.
  public static final UnnestFunction IN_SELECT = new UnnestFunction(false, false);

  private final boolean ordinality;
  private final boolean outer;

  /// @param ordinality whether the place of the item is wanted, too
  /// @param outer whether a row without items stays
  public UnnestFunction(boolean ordinality, boolean outer) {
    super(
        "UNNEST",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.TO_COLLECTION_ELEMENT_FORCE_NULLABLE,
        null,
        OperandTypes.family(SqlTypeFamily.ARRAY),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.ordinality = ordinality;
    this.outer = outer;
  }

  public boolean ordinality() {
    return ordinality;
  }

  public boolean outer() {
    return outer;
  }

  // The same call may give several rows.
  @Override
  public boolean isDeterministic() {
    return false;
  }
}
