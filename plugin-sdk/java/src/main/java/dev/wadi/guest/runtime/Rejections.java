package dev.wadi.guest.runtime;

import java.nio.charset.StandardCharsets;
import org.teavm.interop.Address;

/// The rows of a batch that were rejected, and why, as the host wants them: an array of structs of
/// row and message.
public final class Rejections {
  private static final int DONE = 0;
  private static final int REJECTED = 4;

  private static final Block ROWS = new Block();
  private static final Block ENDS = new Block();
  private static final Block MESSAGES = new Block();

  // Three arrays of 64 bytes, the addresses of two of them, and two tables of three buffers.
  private static final int ARRAYS = Blocks.allocate(3 * 64 + 8 + 24);
  private static final int CHILDREN = ARRAYS + 3 * 64;
  private static final int BUFFERS = CHILDREN + 8;

  private Rejections() {}

  static void begin() {
    ROWS.clear();
    ENDS.clear();
    MESSAGES.clear();
    ENDS.addInt(0);
  }

  public static void add(int row, String message) {
    ROWS.addInt(row);
    MESSAGES.addBytes(String.valueOf(message).getBytes(StandardCharsets.UTF_8));
    ENDS.addInt(MESSAGES.length());
  }

  /// @return what the function returns to the host
  public static int finish() {
    if (ROWS.length() == 0) {
      return DONE;
    }
    put(ARRAYS, ROWS.length() / 4);
    put(ARRAYS + 4, 0);
    put(ARRAYS + 32, 2);
    put(ARRAYS + 36, 0);
    put(ARRAYS + 44, CHILDREN);
    for (int i = 0; i < 2; i++) {
      int array = ARRAYS + 64 * (i + 1);
      put(CHILDREN + 4 * i, array);
      put(array + 40, BUFFERS + 12 * i);
    }
    put(BUFFERS + 4, ROWS.address());
    put(BUFFERS + 12 + 4, ENDS.address());
    put(BUFFERS + 12 + 8, MESSAGES.address());
    return REJECTED;
  }

  private static void put(int address, int value) {
    Address.fromInt(address).putInt(value);
  }

  public static int address() {
    return ARRAYS;
  }
}
