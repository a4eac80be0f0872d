package dev.wadi.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.function.PluginMetrics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/// The host's own functions that a guest may import, for what WASI does not know: requests over
/// HTTP, figures, lines of the log. One that needs a grant can be imported without it, but not
/// called.
final class HostImports {
  static final String MODULE = "wadi";

  private static final int NAME_LENGTH_MAX = 63;
  private static final Pattern METRIC = Pattern.compile("[a-z_]+");
  private static final long[] NOTHING = {};

  // What there is, with its parameters: i is i32, d is f64. Only http returns something, an i32.
  private static final Map<String, String> PARAMETERS =
      Map.of("http", "ii", "http_read", "ii", "metric", "iiid", "log", "iii");

  private static final List<Level> LEVELS =
      List.of(Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR);

  private final GuestRights rights;
  private final LinearMemory memory;
  private final GuestHttp http;
  private final GuestLog log = new GuestLog(System::nanoTime);

  HostImports(GuestRights rights, LinearMemory memory, FuelTank fuel) {
    this.rights = rights;
    this.memory = memory;
    this.http = new GuestHttp(rights, memory, fuel);
  }

  /// Whether there is such a function.
  static boolean offers(String module, String name) {
    return module.equals(MODULE) && PARAMETERS.containsKey(name);
  }

  /// Of all functions, for people.
  static String names() {
    return String.join(", ", new TreeSet<>(PARAMETERS.keySet()));
  }

  /// Refuses an import whose type is not that of the function of this name.
  static void checkType(String name, FunctionType type) {
    List<ValType> results = name.equals("http") ? List.of(ValType.I32) : List.of();
    List<ValType> parameters =
        PARAMETERS
            .get(name)
            .chars()
            .mapToObj(letter -> letter == 'd' ? ValType.F64 : ValType.I32)
            .toList();
    if (!type.params().equals(parameters) || !type.returns().equals(results)) {
      throw Refusal.invalid(
          "the module imports '%s.%s' with the wrong type %s, expected %s"
              .formatted(
                  MODULE,
                  name,
                  GuestText.shown(type.toString()),
                  FunctionType.of(parameters, results)));
    }
  }

  /// The host side of one imported function.
  HostFunction function(String name, FunctionType type) {
    WasmFunctionHandle handle =
        switch (name) {
          case "http" -> (_, a) -> new long[] {http.send((int) a[0], (int) a[1])};
          case "http_read" ->
              (_, a) -> {
                http.read((int) a[0], (int) a[1]);
                return NOTHING;
              };
          case "metric" ->
              (_, a) -> {
                measure((int) a[0], (int) a[1], (int) a[2], Double.longBitsToDouble(a[3]));
                return NOTHING;
              };
          case "log" ->
              (_, a) -> {
                log((int) a[0], (int) a[1], (int) a[2]);
                return NOTHING;
              };
          default -> throw new IllegalStateException(name); // refused before
        };
    return new HostFunction(MODULE, name, type, handle);
  }

  GuestLog log() {
    return log;
  }

  private void log(int level, int address, int length) {
    memory.burn();
    memory.check(Integer.toUnsignedLong(address), Integer.toUnsignedLong(length));
    if (log.takes()) {
      StackReserve.require();
      int read = (int) Math.min(Integer.toUnsignedLong(length), GuestLog.LINE_BYTES_MAX);
      int known = Math.clamp(level, 0, LEVELS.size() - 1);
      log.add(LEVELS.get(known), text(address, read));
    }
  }

  private void measure(int kind, int address, int length, double value) {
    memory.burn();
    StackReserve.require();
    if (!rights.grants().metrics()) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_FORBIDDEN, "it called wadi.metric, but was not granted metrics");
    }
    if (kind < 0 || kind >= PluginMetrics.Kind.values().length) {
      throw wrong("the kind %d", kind);
    }
    PluginMetrics.Kind known = PluginMetrics.Kind.values()[kind];
    if (!Double.isFinite(value) || known == PluginMetrics.Kind.COUNTER && value < 0) {
      throw wrong("the value %s", value);
    }
    if (length < 1 || length > NAME_LENGTH_MAX) {
      throw wrong("a name of %d bytes", length);
    }
    String name = text(address, length);
    if (!METRIC.matcher(name).matches()) {
      throw wrong("the name '%s', expected %s", GuestText.shown(name), METRIC.pattern());
    }
    if (!rights.metrics().add(rights.plugin(), known, name, value)) {
      throw wrong("the name '%s', which is of the other kind or one too many", name);
    }
  }

  private static GuestFailure wrong(String format, Serializable... arguments) {
    return new GuestFailure(
        ErrorCode.PLUGIN_TRAPPED, "it called wadi.metric with " + format, arguments);
  }

  private String text(int address, int length) {
    return new String(memory.readBytes(address, length), StandardCharsets.UTF_8);
  }
}
