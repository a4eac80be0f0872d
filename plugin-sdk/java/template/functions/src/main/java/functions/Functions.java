package functions;

import dev.wadi.guest.ScalarFunction;
import dev.wadi.guest.WadiPlugin;

/// The functions of the plugin @NAME@.
@WadiPlugin(name = "@NAME@", version = "0.1.0")
final class Functions {
  private Functions() {}

  /// Degrees Celsius for degrees Fahrenheit.
  @ScalarFunction
  static double celsius(double fahrenheit) {
    return (fahrenheit - 32) / 1.8;
  }

  /// The first word of a text, or null if there is none.
  @ScalarFunction
  static String firstWord(String line) {
    String text = line.trim();
    int end = text.indexOf(' ');
    String word = end < 0 ? text : text.substring(0, end);
    return word.isEmpty() ? null : word;
  }
}
