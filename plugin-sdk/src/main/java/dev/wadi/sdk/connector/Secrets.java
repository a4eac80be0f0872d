package dev.wadi.sdk.connector;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The secrets of this process: options of connection profiles. Plans, stored statements and what
/// people see refer to one as `{{ secret:ID.option }}`; its value is put in when a connector asks
/// for the option, see {@link Options}. Users cannot write such a reference themselves.
/// Thread-safe.
public final class Secrets {
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{ secret:([A-Za-z0-9_]+)\\.([^{}]+) }}");
  private static final Pattern SECRET_NAME =
      Pattern.compile("password|passwd|secret|token|key|credential|jaas", Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS_WITH_PASSWORD = Pattern.compile("://[^/@]*:[^/@]+@");
  // Shorter values would be found everywhere.
  private static final int SHORTEST_HIDDEN = 4;
  private static final Map<String, Map<String, String>> KNOWN = new ConcurrentHashMap<>();

  private Secrets() {}

  /// Makes values known under an id.
  ///
  /// @return the references to them, by the same names
  public static Map<String, String> put(String id, Map<String, String> values) {
    KNOWN.put(id, Map.copyOf(values));
    return references(id, values.keySet());
  }

  /// How options refer to values, whether they are known yet or not.
  ///
  /// @param names of the values
  public static Map<String, String> references(String id, Set<String> names) {
    Map<String, String> references = new HashMap<>();
    names.forEach(name -> references.put(name, "{{ secret:%s.%s }}".formatted(id, name)));
    return references;
  }

  /// Forgets the values of an id.
  public static void remove(String id) {
    KNOWN.remove(id);
  }

  /// Whether a text refers to a secret.
  public static boolean areIn(String text) {
    return text.contains("{{") && text.contains("secret:");
  }

  static String expand(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2))));
  }

  private static String value(String id, String name) {
    String value = KNOWN.getOrDefault(id, Map.of()).get(name);
    if (value == null) {
      throw new WadiException(
              ErrorCode.MISSING_OPTION, "its connection profile is not there any more")
          .withHint("make the profile again, and the pipeline with it");
    }
    return value;
  }

  /// A text for people, without passwords and their like: the values of options whose names speak
  /// of one, and addresses that contain one.
  static String withoutValues(String text) {
    String clean = text;
    for (Map<String, String> values : KNOWN.values()) {
      for (Map.Entry<String, String> one : values.entrySet()) {
        clean =
            isHidden(one.getKey(), one.getValue()) ? clean.replace(one.getValue(), "***") : clean;
      }
    }
    return clean;
  }

  private static boolean isHidden(String name, String value) {
    return value.length() >= SHORTEST_HIDDEN
        && (SECRET_NAME.matcher(name).find() || ADDRESS_WITH_PASSWORD.matcher(value).find());
  }
}
