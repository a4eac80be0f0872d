package dev.wadi.engine.plan;

import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// What all other plans of the pipeline leave out because something is wrong with it: rows that
/// functions reject, and records that are malformed.
public record DeadLetters() implements Plan {
  /// When it was left out, in processing time.
  public static final Field FAILED_AT =
      required("failed_at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));

  /// The table whose record it is, or the operator whose row.
  public static final Field ORIGIN = required("origin", ArrowType.Utf8.INSTANCE);

  /// Who has rejected the row.
  public static final Field FUNCTION_NAME = optional("function_name", ArrowType.Utf8.INSTANCE);

  /// As of the error that would have failed the pipeline.
  public static final Field ERROR_CODE = required("error_code", ArrowType.Utf8.INSTANCE);

  /// What is wrong.
  public static final Field MESSAGE = required("message", ArrowType.Utf8.INSTANCE);

  /// Where the record stands.
  public static final Field PLACE = optional("place", ArrowType.Utf8.INSTANCE);

  /// The row as JSON, or the record as text.
  public static final Field DATA = optional("data", ArrowType.Utf8.INSTANCE);

  /// The record as bytes.
  public static final Field RECORD = optional("record", ArrowType.Binary.INSTANCE);

  private static final Schema SCHEMA =
      new Schema(
          List.of(FAILED_AT, ORIGIN, FUNCTION_NAME, ERROR_CODE, MESSAGE, PLACE, DATA, RECORD));

  private static Field required(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }

  private static Field optional(String name, ArrowType type) {
    return Field.nullable(name, type);
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<Plan> inputs() {
    return List.of();
  }
}
