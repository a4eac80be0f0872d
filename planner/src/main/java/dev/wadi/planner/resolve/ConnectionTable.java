package dev.wadi.planner.resolve;

import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.impl.AbstractTable;

/// A table that a connector holds: its physical columns, and what they say about time.
public final class ConnectionTable extends AbstractTable {
  private final String name;
  private final SourcePosition position;
  private final Connector connector;
  private final Map<String, String> options;
  private final Schema physical;
  private final List<String> primaryKey;
  private final Time time;

  /// A declared watermark, over the physical columns.
  ///
  /// @param column the value of the column that it is declared for
  /// @param watermark the watermark of a row
  public record Time(RexNode column, RexNode watermark) {}

  /// @param physical null if the table takes its columns from the query that fills it
  /// @param time null if no watermark is declared
  ConnectionTable(
      String name,
      SourcePosition position,
      Connector connector,
      Map<String, String> options,
      Schema physical,
      List<String> primaryKey,
      Time time) {
    this.name = name;
    this.position = position;
    this.connector = connector;
    this.options = Map.copyOf(options);
    this.physical = physical;
    this.primaryKey = List.copyOf(primaryKey);
    this.time = time;
  }

  ConnectionTable with(Time declared) {
    return new ConnectionTable(
        name, position, connector, options, physical, primaryKey, declared);
  }

  public String name() {
    return name;
  }

  /// Where its `CREATE TABLE` names it.
  public SourcePosition position() {
    return position;
  }

  public Connector connector() {
    return connector;
  }

  public List<String> primaryKey() {
    return primaryKey;
  }

  /// The physical columns; empty if the table takes those of the query that fills it.
  public Optional<Schema> physical() {
    return Optional.ofNullable(physical);
  }

  /// Empty if no watermark is declared.
  public Optional<Time> time() {
    return Optional.ofNullable(time);
  }

  /// The table as its connector sees it.
  ///
  /// @param columns the physical ones, or those of the query that fills the table
  public TableDefinition definition(Schema columns) {
    return new TableDefinition(name, connector.name(), columns, options);
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    return ArrowTypes.rowType(physical);
  }
}
