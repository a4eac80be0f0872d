package same;

import dev.wadi.guest.RejectedException;
import dev.wadi.guest.ScalarFunction;
import dev.wadi.guest.WadiPlugin;

/// The functions that every SDK has in its tests, and that give the same in each: in Java.
@WadiPlugin(name = "same", version = "1.0.0")
final class Same {
  private Same() {}

  /// Between a and b.
  @ScalarFunction
  static double blend(double a, double b, double share) {
    return a + (b - a) * share;
  }

  /// Its characters with a dot in between.
  @ScalarFunction
  static String dotted(String text) {
    StringBuilder dotted = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      if (i > 0) {
        dotted.append('.');
      }
      dotted.appendCodePoint(character);
      i += Character.charCount(character);
    }
    return dotted.toString();
  }

  /// The first one that is not null.
  @ScalarFunction
  static Long either(Long a, Long b) {
    return a != null ? a : b;
  }

  @ScalarFunction
  static long quotient(long a, long b) {
    if (b == 0) {
      throw new RejectedException("b is 0");
    }
    return b == -1 ? -a : a / b;
  }

  /// The sums of the first, the first two, and so on.
  @ScalarFunction
  static long[] sums(long[] xs) {
    long[] sums = new long[xs.length];
    long sum = 0;
    for (int i = 0; i < xs.length; i++) {
      sum += xs[i];
      sums[i] = sum;
    }
    return sums;
  }
}
