package dev.wadi.connectors.column;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.VarCharVector;

/// TEXT. Takes numbers and booleans too, as they are written.
public final class TextBuilder extends ScalarBuilder {
  private final VarCharVector vector;
  private byte[] ascii = new byte[64];

  TextBuilder(VarCharVector vector) {
    super(vector);
    this.vector = vector;
  }

  @Override
  public void setNull(int row) {
    super.setNull(row);
    vector.setLastSet(Math.min(vector.getLastSet(), row - 1));
  }

  @Override
  public void setText(int row, String text) {
    vector.setSafe(row, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void setText(int row, char[] characters, int offset, int length) {
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
