package dev.wadi.guest.runtime;

import java.nio.charset.StandardCharsets;
import org.teavm.interop.Address;

/// Writes the result of a batch, row by row.
public final class Result {
  /// Where values lie.
  public enum Kind {
    /// In the host's buffer.
    FIXED,
    /// In bytes, with offsets in the host's buffer.
    TEXT,
    /// In items, with offsets in the host's buffer.
    LIST,
    /// In items that have offsets of their own.
    LIST_OF_TEXTS
  }

  private static final int BUFFERS = 40;

  private static final Block BYTES = new Block();
  // The values of a list, or where its texts end.
  private static final Block ITEMS = new Block();

  private static Kind kind;
  private static int itemCount;

  private Result() {}

  public static void begin(int result, Kind kindOfBatch) {
    kind = kindOfBatch;
    itemCount = 0;
    BYTES.clear();
    ITEMS.clear();
    if (kind == Kind.LIST_OF_TEXTS) {
      ITEMS.addInt(0);
    }
    if (kind != Kind.FIXED) {
      Address.fromInt(Column.buffer(result, 1)).putInt(0);
    }
    Rejections.begin();
  }

  private static Address value(int result, int row, int width) {
    return Address.fromInt(Column.buffer(result, 1) + row * width);
  }

  /// A result that is null, or that nobody asked for.
  public static void writeNull(int result, int row) {
    setBit(Column.buffer(result, 0), row, false);
    endRow(result, row);
  }

  private static void setBit(int bits, int row, boolean value) {
    Address at = Address.fromInt(bits + (row >> 3));
    int mask = 1 << (row & 7);
    at.putByte((byte) (value ? at.getByte() | mask : at.getByte() & ~mask));
  }

  private static void endRow(int result, int row) {
    if (kind != Kind.FIXED) {
      int end = kind == Kind.TEXT ? BYTES.length() : itemCount;
      value(result, row + 1, 4).putInt(end);
    }
  }

  public static void writeBoolean(int result, int row, boolean value) {
    setBit(Column.buffer(result, 1), row, value);
  }

  public static void writeByte(int result, int row, byte value) {
    value(result, row, 1).putByte(value);
  }

  public static void writeShort(int result, int row, short value) {
    value(result, row, 2).putShort(value);
  }

  public static void writeInt(int result, int row, int value) {
    value(result, row, 4).putInt(value);
  }

  public static void writeLong(int result, int row, long value) {
    value(result, row, 8).putLong(value);
  }

  public static void writeFloat(int result, int row, float value) {
    value(result, row, 4).putFloat(value);
  }

  public static void writeDouble(int result, int row, double value) {
    value(result, row, 8).putDouble(value);
  }

  public static void writeText(int result, int row, String value) {
    writeBytes(result, row, value.getBytes(StandardCharsets.UTF_8));
  }

  public static void writeBytes(int result, int row, byte[] value) {
    BYTES.addBytes(value);
    endRow(result, row);
  }

  public static void writeInts(int result, int row, int[] values) {
    for (int value : values) {
      ITEMS.addInt(value);
    }
    itemCount += values.length;
    endRow(result, row);
  }

  public static void writeLongs(int result, int row, long[] values) {
    for (long value : values) {
      ITEMS.add(8).putLong(value);
    }
    itemCount += values.length;
    endRow(result, row);
  }

  public static void writeDoubles(int result, int row, double[] values) {
    for (double value : values) {
      ITEMS.add(8).putDouble(value);
    }
    itemCount += values.length;
    endRow(result, row);
  }

  public static void writeTexts(int result, int row, String[] values) {
    for (String value : values) {
      BYTES.addBytes(value.getBytes(StandardCharsets.UTF_8));
      ITEMS.addInt(BYTES.length());
    }
    itemCount += values.length;
    endRow(result, row);
  }

  /// Behind the last row.
  public static void end(int result) {
    if (kind == Kind.TEXT) {
      pointAt(result, 2, BYTES.address());
    } else if (kind != Kind.FIXED) {
      int items = Column.child(result, 0);
      Address.fromInt(items).putLong(itemCount);
      pointAt(items, 0, 0);
      pointAt(items, 1, ITEMS.address());
      pointAt(items, 2, BYTES.address());
    }
  }

  private static void pointAt(int array, int buffer, int address) {
    Address.fromInt(Column.word(array + BUFFERS) + 4 * buffer).putInt(address);
  }
}
