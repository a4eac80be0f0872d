package dev.wadi.connectors.column;

import dev.wadi.sdk.batch.JsonType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.VarCharVector;

/// TEXT, and JSON, of which it checks that it is some. Takes numbers and booleans too, as they are
/// written.
public final class TextBuilder extends ScalarBuilder {
  private final VarCharVector vector;
  private final boolean json;
  private byte[] ascii = new byte[64];

  TextBuilder(VarCharVector vector) {
    super(vector);
    this.vector = vector;
    this.json = JsonType.is(vector.getField());
  }

  public boolean isJson() {
    return json;
  }

  @Override
  public void setNull(int row) {
    super.setNull(row);
    vector.setLastSet(Math.min(vector.getLastSet(), row - 1));
  }

  @Override
  public void setText(int row, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (json && !JsonSyntax.isValid(utf8, 0, utf8.length)) {
      throw unfit(text);
    }
    vector.setSafe(row, utf8);
  }

  @Override
  public void setText(int row, char[] characters, int offset, int length) {
    if (json) {
      setText(row, new String(characters, offset, length));
      return;
    }
    if (ascii.length < length) {
      ascii = new byte[length];
    }
    for (int i = 0; i < length; i++) {
      char c = characters[offset + i];
      if (c >= 0x80) {
        setText(row, new String(characters, offset, length));
        return;
      }
      ascii[i] = (byte) c;
    }
    vector.setSafe(row, ascii, 0, length);
  }

  @Override
  public void setBytes(int row, byte[] bytes, int offset, int length) {
    try {
      // A decoder that was not told otherwise reports malformed bytes.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
    } catch (CharacterCodingException e) {
      throw BadValue.unfit(name(), "TEXT in UTF-8", "other bytes");
    }
    if (json && !JsonSyntax.isValid(bytes, offset, length)) {
      throw unfit(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
    vector.setSafe(row, bytes, offset, length);
  }

  @Override
  public void setNumber(int row, String text) {
    setText(row, text);
  }

  @Override
  public void setBoolean(int row, boolean value) {
    setText(row, Boolean.toString(value));
  }
}
