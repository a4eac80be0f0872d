package dev.wadi.connectors.avro;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// Makes Avro's schema of a table's columns. A column that may be null is a union with null first,
/// and null by default, so that it may be added to a subject, and taken away.
public final class TableSchema {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final int UNSIGNED_LONG_DIGITS = 20;

  private final Set<String> records = new HashSet<>();

  private TableSchema() {}

  /// @param name of the record, possibly with a namespace
  /// @throws WadiException if a column's name or type is none that Avro can have
  public static Schema of(String name, List<Field> columns) {
    return new TableSchema().record(name, columns);
  }

  /// A text as near as Avro's names come to it.
  public static String name(String text) {
    String name = text.replaceAll("[^A-Za-z0-9_]", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  private Schema record(String wanted, List<Field> columns) {
    String name = unused(wanted);
    return Schema.createRecord(
        name, null, null, false, columns.stream().map(each -> field(name, each)).toList());
  }

  private String unused(String wanted) {
    String name = wanted;
    for (int i = 2; !records.add(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  private Schema.Field field(String record, Field column) {
    if (!column.getName().matches(NAME)) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "column '%s' has a name that Avro cannot have".formatted(column.getName()))
          .withHint("name it with letters, digits and _ only: SELECT .. AS other_name");
    }
    return new Schema.Field(
        column.getName(),
        nullable(record, column),
        null,
        column.isNullable() ? JsonProperties.NULL_VALUE : null);
  }

  private Schema nullable(String record, Field column) {
    Schema type = type(record, column);
    return column.isNullable() ? Schema.createUnion(Schema.create(Schema.Type.NULL), type) : type;
  }

  private Schema type(String record, Field column) {
    return switch (column.getType()) {
      case ArrowType.Bool _ -> Schema.create(Schema.Type.BOOLEAN);
      case ArrowType.Int type -> whole(type);
      case ArrowType.FloatingPoint type ->
          Schema.create(
              type.getPrecision() == FloatingPointPrecision.SINGLE
                  ? Schema.Type.FLOAT
                  : Schema.Type.DOUBLE);
      case ArrowType.Decimal type ->
          logical(LogicalTypes.decimal(type.getPrecision(), type.getScale()), Schema.Type.BYTES);
      // Avro's own duration has milliseconds, days and months together, each unsigned.
      case ArrowType.Utf8 _, ArrowType.Duration _, ArrowType.Interval _ ->
          Schema.create(Schema.Type.STRING);
      case ArrowType.Binary _ -> Schema.create(Schema.Type.BYTES);
      case ArrowType.Date _ -> logical(LogicalTypes.date(), Schema.Type.INT);
      case ArrowType.Time _ -> logical(LogicalTypes.timeMicros(), Schema.Type.LONG);
      case ArrowType.Timestamp type ->
          logical(
              type.getUnit() == TimeUnit.NANOSECOND
                  ? LogicalTypes.timestampNanos()
                  : LogicalTypes.timestampMicros(),
              Schema.Type.LONG);
      case ArrowType.List _ ->
          Schema.createArray(nullable(nested(record, column), column.getChildren().getFirst()));
      case ArrowType.Map _ ->
          Schema.createMap(
              nullable(
                  nested(record, column), column.getChildren().getFirst().getChildren().get(1)));
      case ArrowType.Struct _ -> record(nested(record, column), column.getChildren());
      default ->
          throw new WadiException(
                  ErrorCode.TYPE_MISMATCH,
                  "column '%s': type %s cannot be written in Avro"
                      .formatted(column.getName(), SqlType.of(column)))
              .withHint("convert it to another type in SQL, such as TEXT");
    };
  }

  private static String nested(String record, Field column) {
    return record + "_" + name(column.getName());
  }

  private static Schema logical(LogicalType type, Schema.Type of) {
    return type.addToSchema(Schema.create(of));
  }

  private static Schema whole(ArrowType.Int type) {
    int bits = type.getIsSigned() ? type.getBitWidth() : type.getBitWidth() + 1;
    if (bits > Long.SIZE) {
      return logical(LogicalTypes.decimal(UNSIGNED_LONG_DIGITS, 0), Schema.Type.BYTES);
    }
    return Schema.create(bits > Integer.SIZE ? Schema.Type.LONG : Schema.Type.INT);
  }
}
