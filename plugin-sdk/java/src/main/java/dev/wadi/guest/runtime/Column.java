package dev.wadi.guest.runtime;

import java.nio.charset.StandardCharsets;
import org.teavm.interop.Address;

/// Reads the host's arrays, as `ABI.md` describes them; all are known by address.
public final class Column {
  private static final int NULL_COUNT = 8;
  private static final int BUFFERS = 40;
  private static final int CHILDREN = 44;

  private Column() {}

  public static int rows(int array) {
    return Address.fromInt(array).getInt();
  }

  public static int child(int array, int index) {
    return word(word(array + CHILDREN) + 4 * index);
  }

  static int buffer(int array, int index) {
    return word(word(array + BUFFERS) + 4 * index);
  }

  static int word(int address) {
    return Address.fromInt(address).getInt();
  }

  /// Whether an argument is not null.
  public static boolean isValid(int column, int row) {
    int validity = buffer(column, 0);
    return validity == 0 || bit(validity, row);
  }

  /// Whether the host wants a result.
  public static boolean isAsked(int result, int row) {
    return word(result + NULL_COUNT) == 0 || bit(buffer(result, 0), row);
  }

  private static boolean bit(int bits, int row) {
    return (Address.fromInt(bits + (row >> 3)).getByte() >> (row & 7) & 1) != 0;
  }

  private static Address value(int column, int row, int width) {
    return Address.fromInt(buffer(column, 1) + row * width);
  }

  public static boolean readBoolean(int column, int row) {
    return bit(buffer(column, 1), row);
  }

  public static byte readByte(int column, int row) {
    return value(column, row, 1).getByte();
  }

  public static short readShort(int column, int row) {
    return value(column, row, 2).getShort();
  }

  public static int readInt(int column, int row) {
    return value(column, row, 4).getInt();
  }

  public static long readLong(int column, int row) {
    return value(column, row, 8).getLong();
  }

  public static float readFloat(int column, int row) {
    return value(column, row, 4).getFloat();
  }

  public static double readDouble(int column, int row) {
    return value(column, row, 8).getDouble();
  }

  public static String readText(int column, int row) {
    return new String(readBytes(column, row), StandardCharsets.UTF_8);
  }

  public static byte[] readBytes(int column, int row) {
    byte[] bytes = new byte[length(column, row)];
    Address at = Address.fromInt(buffer(column, 2) + start(column, row));
    Address.moveMemoryBlock(at, Address.ofData(bytes), bytes.length);
    return bytes;
  }

  private static int start(int column, int row) {
    return value(column, row, 4).getInt();
  }

  private static int length(int column, int row) {
    return start(column, row + 1) - start(column, row);
  }

  public static int[] readInts(int column, int row) {
    int[] items = new int[length(column, row)];
    for (int i = 0; i < items.length; i++) {
      items[i] = readInt(child(column, 0), start(column, row) + i);
    }
    return items;
  }

  public static long[] readLongs(int column, int row) {
    long[] items = new long[length(column, row)];
    for (int i = 0; i < items.length; i++) {
      items[i] = readLong(child(column, 0), start(column, row) + i);
    }
    return items;
  }

  public static double[] readDoubles(int column, int row) {
    double[] items = new double[length(column, row)];
    for (int i = 0; i < items.length; i++) {
      items[i] = readDouble(child(column, 0), start(column, row) + i);
    }
    return items;
  }

  public static String[] readTexts(int column, int row) {
    String[] items = new String[length(column, row)];
    for (int i = 0; i < items.length; i++) {
      items[i] = readText(child(column, 0), start(column, row) + i);
    }
    return items;
  }
}
