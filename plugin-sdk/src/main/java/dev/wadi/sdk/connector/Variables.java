package dev.wadi.sdk.connector;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Environment variables in options: `password = '{{ WADI_VAR_PASSWORD }}'`. Whoever may write SQL
/// must not read the whole environment of the server, so only variables whose name begins with
/// `WADI_VAR_`, or that the variable `WADI_SQL_VARIABLES` lists (`KAFKA_PASSWORD,AWS_*`), are put
/// in. That happens only when a connector asks for the option: plans, stored statements and what
/// `SHOW` prints have the name, not the value.
public final class Variables {
  /// Lists further variables that SQL may use.
  public static final String ALLOWED = "WADI_SQL_VARIABLES";

  private static final String PREFIX = "WADI_VAR_";
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([A-Za-z_][\\w]*)\\s*}}");
  private static final Set<String> USED = ConcurrentHashMap.newKeySet();
  // Shorter values would be found everywhere.
  private static final int SHORTEST_SECRET = 4;

  private static final Variables PROCESS = new Variables(System.getenv());

  private final Map<String, String> environment;
  private final List<String> allowed;

  Variables(Map<String, String> environment) {
    this.environment = environment;
    this.allowed = Arrays.asList(environment.getOrDefault(ALLOWED, "").split("\\s*,\\s*"));
  }

  /// Those of this process.
  public static Variables ofProcess() {
    return PROCESS;
  }

  /// Whether a text refers to any variable or secret.
  static boolean in(String text) {
    return REFERENCE.matcher(text).find() || Secrets.areIn(text);
  }

  /// Puts the values in, and secrets.
  ///
  /// @throws WadiException if a variable may not be used, or is not set
  public String expand(String text) {
    // What stands in a secret is not looked at again.
    return Secrets.areIn(text)
        ? Secrets.expand(text)
        : REFERENCE
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String name) {
    if (!isAllowed(name)) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "the environment variable '%s' is not one that SQL may use".formatted(name))
          .withHint("name it %s..., or list it in %s".formatted(PREFIX, ALLOWED));
    }
    String value = environment.get(name);
    if (value == null) {
      throw new WadiException(
              ErrorCode.MISSING_OPTION, "the environment variable '%s' is not set".formatted(name))
          .withHint("set it where Wadi is started");
    }
    if (value.length() >= SHORTEST_SECRET) {
      USED.add(value);
    }
    return value;
  }

  private boolean isAllowed(String name) {
    return name.startsWith(PREFIX) || allowed.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? pattern.length() > 1 && name.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(name);
  }

  /// A text for people, without the values that were put into options of this process, and without
  /// secrets.
  public static String withoutValues(String text) {
    String clean = Secrets.withoutValues(text);
    for (String value : USED) {
      clean = clean.replace(value, "***");
    }
    return clean;
  }
}
