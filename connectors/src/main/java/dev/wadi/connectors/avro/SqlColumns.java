package dev.wadi.connectors.avro;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// The columns that a table over a schema would have, as `CREATE TABLE` declares them. What has no
/// type in SQL, such as a union of several types or a record within itself, is JSON.
public final class SqlColumns {
  private static final int DIGITS_MAX = 38;
  private static final int DEPTH_MAX = 8;

  private SqlColumns() {}

  /// Between commas; one column of JSON if the schema is no record.
  public static String of(Schema schema) {
    return schema.getType() == Schema.Type.RECORD ? fields(schema, " NOT NULL", 0) : "value JSON";
  }

  // Fields of a struct may all be null.
  private static String fields(Schema record, String notNull, int depth) {
    return record.getFields().stream()
        .map(field ->
            "%s %s%s"
                .formatted(
                    name(field.name()),
                    type(field.schema(), depth),
                    isNullable(field.schema()) ? "" : notNull))
        .collect(Collectors.joining(", "));
  }

  private static String name(String name) {
    return '"' + name + '"';
  }

  private static boolean isNullable(Schema schema) {
    return schema.getType() == Schema.Type.NULL
        || schema.isUnion() && schema.getTypes().stream().anyMatch(SqlColumns::isNullable);
  }

  private static String type(Schema schema, int depth) {
    return switch (schema.getType()) {
      case BOOLEAN -> "BOOLEAN";
      case INT, LONG -> whole(schema);
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING, ENUM -> "TEXT";
      case BYTES, FIXED -> bytes(schema);
      case ARRAY -> array(schema, depth);
      case MAP -> "MAP<TEXT, %s>".formatted(type(schema.getValueType(), depth + 1));
      case RECORD ->
          depth >= DEPTH_MAX || schema.getFields().isEmpty()
              ? "JSON"
              : "STRUCT<%s>".formatted(fields(schema, "", depth + 1));
      case UNION -> union(schema, depth);
      case NULL -> "JSON";
    };
  }

  private static String array(Schema schema, int depth) {
    return depth >= DEPTH_MAX ? "JSON" : type(schema.getElementType(), depth + 1) + "[]";
  }

  private static String union(Schema schema, int depth) {
    List<Schema> others =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? type(others.getFirst(), depth) : "JSON";
  }

  private static String whole(Schema schema) {
    return Moment.of(schema.getLogicalType())
        .map(moment ->
            switch (moment) {
              case DATE -> "DATE";
              case TIME_MILLIS, TIME_MICROS -> "TIME";
              case TIMESTAMP_MILLIS, TIMESTAMP_MICROS -> "TIMESTAMP";
              case TIMESTAMP_NANOS -> "TIMESTAMP(9)";
            })
        .orElse(schema.getType() == Schema.Type.INT ? "INT" : "BIGINT");
  }

  private static String bytes(Schema schema) {
    return switch (schema.getLogicalType()) {
      case LogicalTypes.Decimal decimal when decimal.getPrecision() <= DIGITS_MAX ->
          "DECIMAL(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
      case LogicalTypes.Uuid _ -> "TEXT";
      case null, default -> "BYTEA";
    };
  }
}
