package dev.wadi.server.flight.metadata;

import static dev.wadi.server.flight.metadata.Columns.number;
import static dev.wadi.server.flight.metadata.Columns.requiredNumber;
import static dev.wadi.server.flight.metadata.Columns.requiredText;
import static dev.wadi.server.flight.metadata.Columns.requiredTruth;
import static dev.wadi.server.flight.metadata.Columns.text;
import static dev.wadi.server.flight.metadata.Columns.texts;
import static dev.wadi.server.flight.metadata.Columns.truth;

import dev.wadi.server.flight.protocol.FlightSql.CommandGetXdbcTypeInfo;
import dev.wadi.server.flight.protocol.FlightSql.Nullable;
import dev.wadi.server.flight.protocol.FlightSql.Searchable;
import dev.wadi.server.flight.protocol.FlightSql.XdbcDataType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// The types of columns, as JDBC and ODBC number them.
public final class TypeListing {
  private static final Schema COLUMNS =
      Columns.of(
          requiredText("type_name"),
          requiredNumber("data_type"),
          number("column_size"),
          text("literal_prefix"),
          text("literal_suffix"),
          texts("create_params"),
          requiredNumber("nullable"),
          requiredTruth("case_sensitive"),
          requiredNumber("searchable"),
          truth("unsigned_attribute"),
          requiredTruth("fixed_prec_scale"),
          truth("auto_increment"),
          text("local_type_name"),
          number("minimum_scale"),
          number("maximum_scale"),
          requiredNumber("sql_data_type"),
          number("datetime_subcode"),
          number("num_prec_radix"),
          number("interval_precision"));
  private static final int DECIMAL = 10;
  private static final int BINARY = 2;

  private static final List<Type> TYPES =
      List.of(
          new Type("BOOLEAN", XdbcDataType.XDBC_BIT, 1, null, null, null, null),
          whole("TINYINT", XdbcDataType.XDBC_TINYINT, 3, false),
          whole("TINYINT UNSIGNED", XdbcDataType.XDBC_TINYINT, 3, true),
          whole("SMALLINT", XdbcDataType.XDBC_SMALLINT, 5, false),
          whole("SMALLINT UNSIGNED", XdbcDataType.XDBC_SMALLINT, 5, true),
          whole("INT", XdbcDataType.XDBC_INTEGER, 10, false),
          whole("INT UNSIGNED", XdbcDataType.XDBC_INTEGER, 10, true),
          whole("BIGINT", XdbcDataType.XDBC_BIGINT, 19, false),
          whole("BIGINT UNSIGNED", XdbcDataType.XDBC_BIGINT, 20, true),
          new Type("DECIMAL", XdbcDataType.XDBC_DECIMAL, 38, null, null, DECIMAL, false),
          new Type("FLOAT", XdbcDataType.XDBC_REAL, 24, null, null, BINARY, false),
          new Type("DOUBLE", XdbcDataType.XDBC_DOUBLE, 53, null, null, BINARY, false),
          new Type("TEXT", XdbcDataType.XDBC_VARCHAR, null, "'", "'", null, null),
          new Type("BYTEA", XdbcDataType.XDBC_VARBINARY, null, "X'", "'", null, null),
          new Type("DATE", XdbcDataType.XDBC_DATE, 10, "DATE '", "'", null, null),
          new Type("TIME", XdbcDataType.XDBC_TIME, 15, "TIME '", "'", null, null),
          new Type("TIMESTAMP", XdbcDataType.XDBC_TIMESTAMP, 29, "TIMESTAMP '", "'", null, null));

  private TypeListing() {}

  private record Type(
      String name,
      XdbcDataType number,
      Integer size,
      String prefix,
      String suffix,
      Integer radix,
      Boolean unsigned) {
    private List<Object> row() {
      boolean decimal = name.equals("DECIMAL");
      return Arrays.asList(
          name,
          number.getNumber(),
          size,
          prefix,
          suffix,
          decimal ? List.of("precision", "scale") : null,
          Nullable.NULLABILITY_NULLABLE_VALUE,
          number == XdbcDataType.XDBC_VARCHAR,
          Searchable.SEARCHABLE_FULL_VALUE,
          unsigned,
          false,
          radix == null ? null : false,
          null,
          decimal ? 0 : null,
          decimal ? size : null,
          number.getNumber(),
          null,
          radix,
          null);
    }
  }

  private static Type whole(String name, XdbcDataType number, int digits, boolean unsigned) {
    return new Type(name, number, digits, null, null, DECIMAL, unsigned);
  }

  public static MetadataTable types(CommandGetXdbcTypeInfo asked) {
    return new MetadataTable(
        COLUMNS,
        TYPES.stream()
            .filter(
                type -> !asked.hasDataType() || type.number().getNumber() == asked.getDataType())
            .sorted(
                Comparator.comparing((Type type) -> type.number().getNumber())
                    .thenComparing(Type::name))
            .map(Type::row)
            .toList());
  }
}
