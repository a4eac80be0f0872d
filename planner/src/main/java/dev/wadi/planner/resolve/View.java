package dev.wadi.planner.resolve;

import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TemporalTable;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/// A named query, or the reading of a table, put in place wherever its name is used. Whether it has
/// versions, for `FOR SYSTEM_TIME AS OF`, is known only from its tree.
final class View extends AbstractTable implements TranslatableTable, TemporalTable {
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
  public String getSysStartFieldName() {
    return "";
  }

  @Override
  public String getSysEndFieldName() {
    return "";
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return rel;
  }
}
