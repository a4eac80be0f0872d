package dev.wadi.server.flight.metadata;

import dev.wadi.server.flight.metadata.Cells.Alternative;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetSqlInfo;
import dev.wadi.server.flight.protocol.FlightSql.SqlInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// What a server and its SQL can do, fact by fact, each of one of several types.
public final class ServerFacts {
  private static final int TEXT = 0;
  private static final int TRUTH = 1;
  private static final int BIGINT = 2;
  private static final int INT = 3;
  private static final int TEXTS = 4;
  private static final int CONVERSIONS = 5;

  private static final Field CONVERSION =
      new Field(
          MapVector.DATA_VECTOR_NAME,
          FieldType.notNullable(ArrowType.Struct.INSTANCE),
          List.of(
              Columns.requiredNumber(MapVector.KEY_NAME),
              new Field(
                  MapVector.VALUE_NAME,
                  FieldType.nullable(ArrowType.List.INSTANCE),
                  List.of(Columns.number("item")))));
  private static final Schema COLUMNS =
      Columns.of(
          Field.notNullable("info_name", Columns.UINT),
          new Field(
              "value",
              FieldType.notNullable(
                  new ArrowType.Union(
                      UnionMode.Dense, new int[] {TEXT, TRUTH, BIGINT, INT, TEXTS, CONVERSIONS})),
              List.of(
                  Columns.text("string_value"),
                  Columns.truth("bool_value"),
                  Field.nullable("bigint_value", Columns.BIGINT),
                  Columns.number("int32_bitmask"),
                  new Field(
                      "string_list",
                      FieldType.nullable(ArrowType.List.INSTANCE),
                      List.of(Columns.text("item"))),
                  new Field(
                      "int32_to_int32_list_map",
                      FieldType.nullable(new ArrowType.Map(false)),
                      List.of(CONVERSION)))));

  private final Map<SqlInfo, Object> facts = new EnumMap<>(SqlInfo.class);

  /// @param version of the program
  public ServerFacts(String version) {
    facts.putAll(SqlFacts.ALL);
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_NAME, "Wadi");
    facts.put(SqlInfo.FLIGHT_SQL_SERVER_VERSION, version);
  }

  /// The facts that are asked for, or all; what is not known is left out.
  public MetadataTable of(CommandGetSqlInfo asked) {
    List<List<Object>> rows = new ArrayList<>();
    facts.forEach((fact, value) -> {
      boolean wanted = asked.getInfoCount() == 0 || asked.getInfoList().contains(fact.getNumber());
      if (wanted) {
        rows.add(List.of(fact.getNumber(), new Alternative(type(value), value)));
      }
    });
    return new MetadataTable(COLUMNS, rows);
  }

  private static int type(Object value) {
    return switch (value) {
      case String _ -> TEXT;
      case Boolean _ -> TRUTH;
      case Long _ -> BIGINT;
      case Integer _ -> INT;
      case List<?> _ -> TEXTS;
      default -> throw new IllegalArgumentException(value.toString());
    };
  }
}
