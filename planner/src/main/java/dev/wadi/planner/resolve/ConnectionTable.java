package dev.wadi.planner.resolve;

import com.google.common.base.Suppliers;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlIdentifier;

/// A table that a connector holds: its physical columns, and what they say about time.
public final class ConnectionTable extends AbstractTable {
  private final String name;
  private final SourcePosition position;
  private final Connector connector;
  private final Map<String, String> options;
  private final Schema physical;
  private final List<String> primaryKey;
  private final LookupOptions lookupOptions;
  private final Time time;
  private final SqlIdentifier lateTable;
  private final Supplier<Source> source;
  // Which versions of plugins the options mean; asked once, so that it is the same wherever the
  // table is used.
  private final Supplier<Map<String, String>> pinned;

  /// A declared watermark, over the physical columns.
  ///
  /// @param column the value of the column that it is declared for
  /// @param watermark the watermark of a row
  /// @param idleMicros as in {@link dev.wadi.engine.plan.SourceTime.Declared}
  public record Time(RexNode column, RexNode watermark, long idleMicros) {}

  /// @param position null if the table was defined in another text
  /// @param physical null if the table takes its columns from the query that fills it
  /// @param primaryKey the columns of the primary key, possibly none
  /// @param lookupOptions null if the table is not there to be looked up, by its primary key
  ConnectionTable(
      String name,
      SourcePosition position,
      Connector connector,
      Map<String, String> options,
      Schema physical,
      List<String> primaryKey,
      LookupOptions lookupOptions) {
    this.name = name;
    this.position = position;
    this.connector = connector;
    this.options = Map.copyOf(options);
    this.physical = physical;
    this.primaryKey = List.copyOf(primaryKey);
    this.lookupOptions = lookupOptions;
    this.time = null;
    this.lateTable = null;
    this.source = Suppliers.memoize(this::openSource);
    this.pinned = Suppliers.memoize(this::pinOptions);
  }

  private ConnectionTable(ConnectionTable table, Time time, SqlIdentifier lateTable) {
    this.name = table.name;
    this.position = table.position;
    this.connector = table.connector;
    this.options = table.options;
    this.physical = table.physical;
    this.primaryKey = table.primaryKey;
    this.lookupOptions = table.lookupOptions;
    this.time = time;
    this.lateTable = lateTable;
    this.source = table.source;
    this.pinned = table.pinned;
  }

  ConnectionTable with(Time declared) {
    return new ConnectionTable(this, declared, lateTable);
  }

  /// @param name and where it is given
  ConnectionTable withLateTable(SqlIdentifier name) {
    return new ConnectionTable(this, time, name);
  }

  /// How the table is read; the connector is asked once.
  ///
  /// @throws WadiException if it cannot be read, or its options or columns are wrong
  public Source source() {
    return source.get();
  }

  private Source openSource() {
    if (!(connector instanceof CanRead readable)) {
      throw cannot("read");
    }
    return readable.source(definition(physical));
  }

  /// The error for a use that the connector does not offer.
  ///
  /// @param verb `read`, `written` or `looked up`
  WadiException cannot(String verb) {
    return new WadiException(
            ErrorCode.INVALID_SQL,
            "table '%s' cannot be %s: connector '%s' does not do that"
                .formatted(name, verb, connector.name()))
        .withHint("docs/connectors.md says of each connector what it can do");
  }

  public String name() {
    return name;
  }

  /// Where its `CREATE TABLE` names it, if that is in the same text.
  Optional<SourcePosition> position() {
    return Optional.ofNullable(position);
  }

  public Connector connector() {
    return connector;
  }

  /// Whether it can be read, or could be if it were not for what is there now.
  public boolean isForReading() {
    return TableChecks.isForReading(this);
  }

  /// One of the connector's options, as written.
  Optional<String> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /// The physical columns; empty if the table takes those of the query that fills it.
  public Optional<Schema> physical() {
    return Optional.ofNullable(physical);
  }

  /// The columns that are written: all but those that are metadata; empty if the table takes those
  /// of the query that fills it.
  Optional<Schema> writable() {
    return physical()
        .map(columns ->
            new Schema(
                columns.getFields().stream()
                    .filter(field -> HasMetadata.keyOf(field).isEmpty())
                    .toList()));
  }

  /// The columns of the primary key, possibly none.
  public List<String> primaryKey() {
    return primaryKey;
  }

  /// How the table is looked up, if it was made for that, by `CREATE TEMPORARY TABLE`.
  public Optional<LookupOptions> lookupOptions() {
    return Optional.ofNullable(lookupOptions);
  }

  /// Empty if no watermark is declared.
  public Optional<Time> time() {
    return Optional.ofNullable(time);
  }

  /// The name of the table that late rows go to, if there is one.
  Optional<SqlIdentifier> lateTable() {
    return Optional.ofNullable(lateTable);
  }

  /// The table as its connector sees it.
  ///
  /// @param columns the physical ones, or those of the query that fills the table
  public TableDefinition definition(Schema columns) {
    return definition(columns, pinned.get());
  }

  private TableDefinition definition(Schema columns, Map<String, String> withOptions) {
    return new TableDefinition(name, connector.id(), columns, withOptions, primaryKey);
  }

  private Map<String, String> pinOptions() {
    return connector instanceof UsesPlugins uses
        ? uses.pinned(definition(new Schema(List.of()), options)).options()
        : options;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    return ArrowTypes.rowType(physical);
  }
}
