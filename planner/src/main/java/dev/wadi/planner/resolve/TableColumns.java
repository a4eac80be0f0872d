package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableColumn;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/// The columns that a `CREATE TABLE` declares, as its connector gets them: without generated ones.
final class TableColumns {
  private final CreateTable create;
  private final Queries queries;

  TableColumns(CreateTable create, Queries queries) {
    this.create = create;
    this.queries = queries;
  }

  /// Of a table without a connector.
  Schema plain() {
    checkPrimaryKey();
    return new Schema(declared().stream().map(this::field).toList());
  }

  /// @param options the connector's
  Schema physical(Connector connector, Map<String, String> options) {
    checkPrimaryKey();
    List<Field> fields = new ArrayList<>();
    for (TableColumn column : declared()) {
      fields.add(
          column.metadataFrom() == null
              ? field(column)
              : metadata(column, field(column), connector, options));
    }
    return new Schema(fields);
  }

  private List<TableColumn> declared() {
    Set<String> names = new HashSet<>();
    for (TableColumn column : create.columns()) {
      SqlIdentifier id = column.name();
      if (!names.add(id.getSimple())) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "the column '%s' is declared twice".formatted(id.getSimple()))
            .at(Positions.of(id.getParserPosition()));
      }
      if (column.generated() && column.metadataFrom() != null) {
        throw new WadiException(
                ErrorCode.INVALID_SQL,
                "the column '%s' cannot be both generated and metadata".formatted(id.getSimple()))
            .withHint("declare the metadata as a column, and generate another one from it")
            .at(Positions.of(id.getParserPosition()));
      }
    }
    return create.columns().stream().filter(column -> !column.generated()).toList();
  }

  private Field field(TableColumn column) {
    String name = column.name().getSimple();
    boolean key = create.primaryKey().stream().anyMatch(part -> part.getSimple().equals(name));
    RelDataType type = queries.type(column.type(), column.nullable() && !key);
    return ArrowTypes.field(name, type);
  }

  private static Field metadata(
      TableColumn column, Field declared, Connector connector, Map<String, String> options) {
    String key = ((SqlLiteral) column.metadataFrom()).toValue();
    if (!(connector instanceof HasMetadata known)) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "connector '%s' has no metadata".formatted(connector.name()))
          .withHint("leave METADATA FROM out: the column is then one of the rows")
          .at(Positions.of(column.metadataFrom().getParserPosition()));
    }
    List<Field> all = known.metadata(options);
    Field type =
        all.stream()
            .filter(field -> field.getName().equals(key))
            .findFirst()
            .orElseThrow(() -> unknownKey(connector, key, all, column.metadataFrom()));
    if (!type.getType().equals(declared.getType())) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "the metadata '%s' of connector '%s' is %s"
                  .formatted(key, connector.name(), ArrowTypes.sql(type)))
          .withHint("declare the column as that, and convert it where it is used")
          .at(Positions.of(column.type().getParserPosition()));
    }
    return HasMetadata.column(declared.getName(), key, declared);
  }

  private static WadiException unknownKey(
      Connector connector, String key, List<Field> all, SqlNode place) {
    List<String> keys = all.stream().map(Field::getName).toList();
    return new WadiException(
            ErrorCode.INVALID_OPTION,
            "connector '%s' has no metadata '%s'; it has: %s"
                .formatted(connector.name(), key, String.join(", ", keys)))
        .withHint(
            Names.nearest(key, keys)
                .map("did you mean '%s'?"::formatted)
                .orElse("write METADATA FROM one of these"))
        .at(Positions.of(place.getParserPosition()));
  }

  private String nearest(String name) {
    List<String> names = create.columns().stream().map(c -> c.name().getSimple()).toList();
    return Names.nearest(name, names).map("did you mean '%s'?"::formatted).orElse(null);
  }

  // Beyond that, the primary key means NOT NULL.
  private void checkPrimaryKey() {
    Set<String> keys = new HashSet<>();
    for (SqlIdentifier key : create.primaryKey()) {
      String name = key.getSimple();
      if (create.columns().stream().noneMatch(column -> column.name().getSimple().equals(name))) {
        throw new WadiException(
                ErrorCode.COLUMN_NOT_FOUND,
                "the primary key names a column '%s' that the table does not have".formatted(name))
            .withHint(nearest(name))
            .at(Positions.of(key.getParserPosition()));
      }
      if (!keys.add(name)) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "the primary key has the column '%s' twice".formatted(name))
            .at(Positions.of(key.getParserPosition()));
      }
    }
  }
}
