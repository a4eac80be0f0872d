package dev.wadi.sdk.batch;

import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// The type JSON: a column of UTF-8 text whose values are JSON documents, marked with the name that
/// Arrow has for it. Whoever does not know the mark sees text.
public final class JsonType {
  private static final String EXTENSION = "ARROW:extension:name";
  private static final String NAME = "arrow.json";
  private static final Map<String, String> MARK =
      Map.of(EXTENSION, NAME, "ARROW:extension:metadata", "");

  private JsonType() {}

  public static FieldType of(boolean nullable) {
    return new FieldType(nullable, ArrowType.Utf8.INSTANCE, null, MARK);
  }

  public static boolean is(Field field) {
    return NAME.equals(field.getMetadata().get(EXTENSION));
  }
}
