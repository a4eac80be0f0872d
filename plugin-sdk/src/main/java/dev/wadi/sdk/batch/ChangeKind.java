package dev.wadi.sdk.batch;

import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// What a row of a changelog does to the table that the changelog describes. A batch of a changelog
/// holds it as a column ({@link #FIELD}) of {@link #code() codes}. An update is two rows: the old
/// one, taken back, and then the new one; they may be in different batches.
public enum ChangeKind {
  /// A new row.
  INSERT("+I"),
  /// A row that is about to be replaced.
  UPDATE_BEFORE("-U"),
  /// The row that replaces it.
  UPDATE_AFTER("+U"),
  /// A row that is gone.
  DELETE("-D");

  /// The column of change kinds.
  public static final Field FIELD =
      new Field("$change", FieldType.notNullable(new ArrowType.Int(8, true)), null);

  private static final ChangeKind[] BY_CODE = values();

  private final String symbol;

  ChangeKind(String symbol) {
    this.symbol = symbol;
  }

  /// As people write it: `+I`, `-U`, `+U`, `-D`.
  public String symbol() {
    return symbol;
  }

  /// The value in a column of change kinds.
  public byte code() {
    return (byte) ordinal();
  }

  public static ChangeKind ofCode(byte code) {
    return BY_CODE[code];
  }

  /// What the i-th row that counts does, of a batch whose last column is {@link #FIELD}.
  public static ChangeKind of(Batch changelog, int i) {
    return ofCode(
        changelog.columns().getLast().data().get(ValueLayout.JAVA_BYTE, changelog.row(i)));
  }

  /// Whether rows of this kind are taken back.
  public static boolean retracts(byte code) {
    return (code & 1) != 0;
  }
}
