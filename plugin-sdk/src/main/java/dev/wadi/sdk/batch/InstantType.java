package dev.wadi.sdk.batch;

import java.util.Map;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// The type TIMESTAMP WITH LOCAL TIME ZONE: a column of microseconds since 1970 in UTC, as those of
/// a plain TIMESTAMP are, marked as moments that have another date and time in every zone.
public final class InstantType {
  private static final String KEY = "wadi.type";
  private static final String NAME = "instant";
  private static final ArrowType MICROS = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);

  private InstantType() {}

  public static FieldType of(boolean nullable) {
    return new FieldType(nullable, MICROS, null, Map.of(KEY, NAME));
  }

  public static boolean is(Field field) {
    return NAME.equals(field.getMetadata().get(KEY));
  }
}
