package dev.wadi.planner.resolve;

import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/// A named query, or the reading of a table, put in place wherever its name is used.
final class View extends AbstractTable implements TranslatableTable {
  private final RelNode rel;

  View(RelNode rel) {
    this.rel = rel;
  }

  List<String> columnNames() {
    return rel.getRowType().getFieldNames();
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    return rel.getRowType();
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return rel;
  }
}
