package dev.wadi.planner.resolve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/// The tables and views that a statement can name, and the names of types that are ours.
final class Catalog {
  private static final Map<String, SqlTypeName> TYPE_NAMES =
      Map.of(
          "text", SqlTypeName.VARCHAR,
          "string", SqlTypeName.VARCHAR,
          "bytea", SqlTypeName.VARBINARY,
          "datetime", SqlTypeName.TIMESTAMP);

  private final CalciteSchema root = CalciteSchema.createRootSchema(false, false);
  private final Map<String, ConnectionTable> tables = new LinkedHashMap<>();
  private final Map<String, View> readable = new LinkedHashMap<>();
  private final Map<String, MemoryTable> memory = new LinkedHashMap<>();
  private final CalciteCatalogReader reader;

  Catalog() {
    root.add("json", _ -> SqlJson.of(true));
    TYPE_NAMES.forEach((name, type) -> root.add(name, factory -> nullable(factory, type)));
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
    this.reader =
        new CalciteCatalogReader(
            root, List.of(), SqlTypes.FACTORY, new CalciteConnectionConfigImpl(properties));
  }

  private static RelDataType nullable(RelDataTypeFactory factory, SqlTypeName type) {
    return factory.createTypeWithNullability(factory.createSqlType(type), true);
  }

  CalciteCatalogReader reader() {
    return reader;
  }

  /// A table that has no columns of its own, so that it can only be written.
  void put(ConnectionTable table) {
    tables.put(table.name(), table);
  }

  /// @param rel what reading the table means
  void put(ConnectionTable table, RelNode rel) {
    put(table);
    putView(table.name(), rel);
  }

  void putView(String name, RelNode query) {
    View view = new View(query);
    readable.put(name, view);
    root.add(name, view);
  }

  /// A memory table, which can be read when it has been filled: see {@link #putView}.
  void put(MemoryTable table) {
    memory.put(table.name(), table);
  }

  void remove(String name) {
    tables.remove(name);
    memory.remove(name);
    if (readable.remove(name) != null) {
      root.removeTable(name);
    }
  }

  boolean has(String name) {
    return tables.containsKey(name) || readable.containsKey(name) || memory.containsKey(name);
  }

  /// Whether a query can name it.
  boolean isReadable(String name) {
    return readable.containsKey(name);
  }

  Optional<MemoryTable> memoryTable(String name) {
    return Optional.ofNullable(memory.get(name));
  }

  Optional<ConnectionTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>(tables.keySet());
    names.addAll(readable.keySet());
    names.addAll(memory.keySet());
    return names;
  }

  /// Tables that have no columns of their own.
  Set<String> writeOnlyNames() {
    Set<String> names = new TreeSet<>(tables.keySet());
    names.removeAll(readable.keySet());
    return names;
  }

  /// Memory tables that nothing has filled yet.
  Set<String> emptyNames() {
    Set<String> names = new TreeSet<>(memory.keySet());
    names.removeAll(readable.keySet());
    return names;
  }

  /// The columns of a table or view that can be read.
  Optional<RelDataType> columns(String name) {
    return Optional.ofNullable(readable.get(name)).map(view -> view.getRowType(SqlTypes.FACTORY));
  }

  /// All columns of all tables and views, for hints.
  Set<String> columnNames() {
    Set<String> names = new TreeSet<>();
    readable.values().forEach(view -> names.addAll(view.columnNames()));
    return names;
  }
}
