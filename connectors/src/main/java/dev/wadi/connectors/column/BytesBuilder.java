package dev.wadi.connectors.column;

import java.util.Base64;
import org.apache.arrow.vector.VarBinaryVector;

/// BYTEA, as base64 in text.
final class BytesBuilder extends ScalarBuilder {
  private final VarBinaryVector vector;

  BytesBuilder(VarBinaryVector vector) {
    super(vector);
    this.vector = vector;
  }

  @Override
  public void setNull(int row) {
    super.setNull(row);
    vector.setLastSet(Math.min(vector.getLastSet(), row - 1));
  }

  @Override
  public void setBytes(int row, byte[] bytes, int offset, int length) {
    vector.setSafe(row, bytes, offset, length);
  }

  @Override
  public void setText(int row, String text) {
    try {
      vector.setSafe(row, Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw BadValue.unfit(name(), "BYTEA as base64", "'" + text + "'");
    }
  }
}
