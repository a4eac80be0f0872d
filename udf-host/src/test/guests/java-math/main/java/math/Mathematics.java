package math;

import dev.wadi.guest.ScalarFunction;
import dev.wadi.guest.WadiPlugin;

/// The methods of `java.lang.Math` that TeaVM leaves to others.
@WadiPlugin(name = "math")
final class Mathematics {
  private Mathematics() {}

  @ScalarFunction
  static double call(String method, double x, double y) {
    return switch (method) {
      case "exp" -> Math.exp(x);
      case "log" -> Math.log(x);
      case "log10" -> Math.log10(x);
      case "pow" -> Math.pow(x, y);
      case "sin" -> Math.sin(x);
      case "cos" -> StrictMath.cos(x);
      case "tan" -> Math.tan(x);
      case "asin" -> Math.asin(x);
      case "acos" -> Math.acos(x);
      case "atan" -> Math.atan(x);
      case "atan2" -> Math.atan2(y, x);
      case "sqrt" -> Math.sqrt(x);
      case "floor" -> Math.floor(x);
      case "ceil" -> Math.ceil(x);
      case "rint" -> Math.rint(x);
      case "round" -> Math.round(x);
      case "roundOfFloat" -> Math.round((float) x);
      default -> throw new IllegalArgumentException(method);
    };
  }
}
