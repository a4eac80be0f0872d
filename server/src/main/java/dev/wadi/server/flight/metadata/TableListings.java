package dev.wadi.server.flight.metadata;

import static dev.wadi.server.flight.metadata.Columns.requiredNumber;
import static dev.wadi.server.flight.metadata.Columns.requiredText;
import static dev.wadi.server.flight.metadata.Columns.text;

import dev.wadi.planner.TableDescription;
import dev.wadi.planner.TypePrinter;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetPrimaryKeys;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// The tables that a server keeps, and their keys.
public final class TableListings {
  private static final String TABLE = "TABLE";
  private static final Schema CATALOGS = Columns.of(requiredText("catalog_name"));
  private static final Schema SCHEMAS =
      Columns.of(text("catalog_name"), requiredText("db_schema_name"));
  private static final Schema TYPES = Columns.of(requiredText("table_type"));
  private static final Schema TABLES =
      Columns.of(
          text("catalog_name"),
          text("db_schema_name"),
          requiredText("table_name"),
          requiredText("table_type"));
  private static final Schema TABLES_WITH_SCHEMA =
      Columns.of(
          text("catalog_name"),
          text("db_schema_name"),
          requiredText("table_name"),
          requiredText("table_type"),
          Field.notNullable("table_schema", ArrowType.Binary.INSTANCE));
  private static final Schema PRIMARY_KEYS =
      Columns.of(
          text("catalog_name"),
          text("db_schema_name"),
          requiredText("table_name"),
          requiredText("column_name"),
          text("key_name"),
          requiredNumber("key_sequence"));
  private static final Schema FOREIGN_KEYS =
      Columns.of(
          text("pk_catalog_name"),
          text("pk_db_schema_name"),
          requiredText("pk_table_name"),
          requiredText("pk_column_name"),
          text("fk_catalog_name"),
          text("fk_db_schema_name"),
          requiredText("fk_table_name"),
          requiredText("fk_column_name"),
          requiredNumber("key_sequence"),
          text("fk_key_name"),
          text("pk_key_name"),
          Field.notNullable("update_rule", Columns.UNSIGNED_BYTE),
          Field.notNullable("delete_rule", Columns.UNSIGNED_BYTE));

  private TableListings() {}

  public static MetadataTable catalogs() {
    return new MetadataTable(CATALOGS, List.of());
  }

  public static MetadataTable schemas() {
    return new MetadataTable(SCHEMAS, List.of());
  }

  public static MetadataTable tableTypes() {
    return new MetadataTable(TYPES, List.of(List.of(TABLE)));
  }

  /// @param tables all that there are
  /// @param encapsulated a schema as it is sent
  public static MetadataTable tables(
      CommandGetTables asked,
      List<TableDescription> tables,
      Function<Schema, byte[]> encapsulated) {
    boolean any =
        (!asked.hasCatalog() || asked.getCatalog().isEmpty())
            && (!asked.hasDbSchemaFilterPattern()
                || LikePattern.matches(asked.getDbSchemaFilterPattern(), ""))
            && (asked.getTableTypesCount() == 0 || asked.getTableTypesList().contains(TABLE));
    List<List<Object>> rows =
        tables.stream()
            .filter(table -> any)
            .filter(table ->
                !asked.hasTableNameFilterPattern()
                    || LikePattern.matches(asked.getTableNameFilterPattern(), table.name()))
            .sorted(Comparator.comparing(TableDescription::name))
            .map(table -> row(table, asked.getIncludeSchema(), encapsulated))
            .toList();
    return new MetadataTable(asked.getIncludeSchema() ? TABLES_WITH_SCHEMA : TABLES, rows);
  }

  private static List<Object> row(
      TableDescription table, boolean withSchema, Function<Schema, byte[]> encapsulated) {
    List<Object> row = new ArrayList<>(Arrays.asList(null, null, table.name(), TABLE));
    if (withSchema) {
      row.add(encapsulated.apply(annotated(table)));
    }
    return row;
  }

  // With the names of types as people write them.
  private static Schema annotated(TableDescription table) {
    return new Schema(
        table.columns().getFields().stream()
            .map(field -> {
              Map<String, String> metadata = new HashMap<>(field.getMetadata());
              metadata.put("ARROW:FLIGHT:SQL:TABLE_NAME", table.name());
              metadata.put("ARROW:FLIGHT:SQL:TYPE_NAME", TypePrinter.print(field));
              FieldType type =
                  new FieldType(
                      field.isNullable(), field.getType(), field.getDictionary(), metadata);
              return new Field(field.getName(), type, field.getChildren());
            })
            .toList());
  }

  /// @param tables all that there are
  public static MetadataTable primaryKeys(
      CommandGetPrimaryKeys asked, List<TableDescription> tables) {
    List<List<Object>> rows = new ArrayList<>();
    for (TableDescription table : tables) {
      if (table.name().equals(asked.getTable())) {
        for (int i = 0; i < table.primaryKey().size(); i++) {
          rows.add(Arrays.asList(null, null, table.name(), table.primaryKey().get(i), null, i + 1));
        }
      }
    }
    return new MetadataTable(PRIMARY_KEYS, rows);
  }

  /// Nothing refers to another table.
  public static MetadataTable foreignKeys() {
    return new MetadataTable(FOREIGN_KEYS, List.of());
  }
}
