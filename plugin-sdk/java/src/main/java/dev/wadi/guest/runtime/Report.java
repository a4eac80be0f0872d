package dev.wadi.guest.runtime;

import java.nio.charset.StandardCharsets;
import org.teavm.interop.Address;

/// What the host is told of errors.
public final class Report {
  private static final int FAILED = 1;

  // Code, row, address and length of a message.
  private static final int REPORT = Blocks.allocate(16);
  private static final Block MESSAGE = new Block();

  private Report() {}

  /// @return what the function returns to the host
  public static int failed(int row, Throwable error) {
    MESSAGE.clear();
    MESSAGE.addBytes(error.toString().getBytes(StandardCharsets.UTF_8));
    Address report = Address.fromInt(REPORT);
    report.putInt(FAILED);
    report.add(4).putInt(row);
    report.add(8).putInt(MESSAGE.address());
    report.add(12).putInt(MESSAGE.length());
    return FAILED;
  }

  public static int address() {
    return REPORT;
  }

  /// The address of a text's address and length.
  public static int text(String text) {
    Block bytes = new Block();
    bytes.addBytes(text.getBytes(StandardCharsets.UTF_8));
    Address place = Address.fromInt(Blocks.allocate(8));
    place.putInt(bytes.address());
    place.add(4).putInt(bytes.length());
    return place.toInt();
  }
}
