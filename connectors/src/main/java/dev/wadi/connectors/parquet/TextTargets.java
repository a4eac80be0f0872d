package dev.wadi.connectors.parquet;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.JsonSyntax;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/// What TEXT, JSON and BYTEA columns are read from.
final class TextTargets {
  private TextTargets() {}

  static LeafTarget text(PrimitiveType file, boolean json) {
    LogicalTypeAnnotation logical = file.getLogicalTypeAnnotation();
    if (!json && logical instanceof UUIDLogicalTypeAnnotation) {
      return new BytesTarget(TextTargets::uuidText);
    }
    boolean isText =
        file.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY
            && !(logical instanceof DecimalLogicalTypeAnnotation);
    return isText
        ? new BytesTarget(json ? TextTargets::checkedJson : TextTargets::checkedUtf8)
        : null;
  }

  private static Binary checkedJson(Binary value) {
    byte[] bytes = checkedUtf8(value).getBytes();
    if (!JsonSyntax.isValid(bytes, 0, bytes.length)) {
      throw new BadValue("a text that is not JSON");
    }
    return value;
  }

  private static Binary uuidText(Binary value) {
    ByteBuffer bytes = value.toByteBuffer();
    long high = bytes.getLong(bytes.position());
    long low = bytes.getLong(bytes.position() + Long.BYTES);
    return Binary.fromString(new UUID(high, low).toString());
  }

  private static Binary checkedUtf8(Binary value) {
    ByteBuffer bytes = value.toByteBuffer();
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if (bytes.get(i) < 0) {
        return checkedNonAscii(value, bytes);
      }
    }
    return value;
  }

  private static Binary checkedNonAscii(Binary value, ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate());
      return value;
    } catch (CharacterCodingException e) {
      throw new BadValue("a text that is not UTF-8");
    }
  }

  static LeafTarget bytes(PrimitiveType file) {
    LogicalTypeAnnotation logical = file.getLogicalTypeAnnotation();
    boolean isBytes =
        switch (file.getPrimitiveTypeName()) {
          case BINARY, FIXED_LEN_BYTE_ARRAY ->
              !(logical instanceof DecimalLogicalTypeAnnotation)
                  && !(logical instanceof IntervalLogicalTypeAnnotation)
                  && !(logical instanceof Float16LogicalTypeAnnotation);
          default -> false;
        };
    return isBytes ? new BytesTarget(value -> value) : null;
  }
}
