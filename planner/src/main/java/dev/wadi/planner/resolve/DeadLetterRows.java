package dev.wadi.planner.resolve;

import dev.wadi.engine.plan.DeadLetters;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/// Dead letters as something that can be read, though no query can name it.
public final class DeadLetterRows extends AbstractTable {
  static final String NAME = "dead letters";

  /// Whether it is what is read.
  public static boolean areReadBy(TableScan scan) {
    return scan.getTable().unwrap(DeadLetterRows.class) != null;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    return ArrowTypes.rowType(new DeadLetters().schema());
  }
}
