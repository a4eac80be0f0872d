package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.http.AllowedHosts;
import dev.wadi.wasm.http.HttpHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an administrator lets a plugin do besides computing. Guests use it through WASI, so that
/// ordinary libraries work, or, if WASI does not know it, through the imports of {@link
/// HostImports}.
///
/// @param clock whether it sees the time; else a clock that is the same in every run
/// @param random whether it gets random bytes; else bytes that are the same in every run
/// @param environment variables: configuration and secrets by name
/// @param folders which it may look into
/// @param http whom it may send requests to
/// @param metrics whether what it counts gets into the figures of its jobs
public record Grants(
    boolean clock,
    boolean random,
    Map<String, String> environment,
    List<Folder> folders,
    AllowedHosts http,
    boolean metrics) {
  public static final Grants NONE =
      new Grants(false, false, Map.of(), List.of(), new AllowedHosts(List.of()), false);

  private static final Pattern VARIABLE =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
  private static final Pattern FOLDER = Pattern.compile("(read|write):(/.*)");
  private static final String HTTP = "http:";

  public Grants {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    folders = List.copyOf(folders);
  }

  /// A folder with all that is in it, whose name is the same for the guest.
  ///
  /// @param path absolute
  public record Folder(Path path, boolean writable) {}

  /// Reads grants as administrators write them: `clock`, `random`, `env:NAME=VALUE`,
  /// `read:/FOLDER`, `write:/FOLDER` (which includes reading), `http:HOST` and `metrics`.
  ///
  /// @throws WadiException if one is none of these
  public static Grants parse(List<String> texts) {
    boolean clock = false;
    boolean random = false;
    boolean metrics = false;
    Map<String, String> environment = new LinkedHashMap<>();
    List<Folder> folders = new ArrayList<>();
    List<HttpHost> hosts = new ArrayList<>();
    for (String text : texts) {
      Matcher variable = VARIABLE.matcher(text);
      Matcher folder = FOLDER.matcher(text);
      if (text.equals("clock")) {
        clock = true;
      } else if (text.equals("random")) {
        random = true;
      } else if (text.equals("metrics")) {
        metrics = true;
      } else if (variable.matches()) {
        environment.put(variable.group(1), variable.group(2));
      } else if (folder.matches()) {
        Path path = Path.of(folder.group(2)).normalize();
        folders.add(new Folder(path, folder.group(1).equals("write")));
      } else if (text.startsWith(HTTP)) {
        hosts.add(HttpHost.parse(text.substring(HTTP.length())).orElseThrow(() -> noHost(text)));
      } else {
        throw unknown(text);
      }
    }
    return new Grants(clock, random, environment, folders, new AllowedHosts(hosts), metrics);
  }

  private static WadiException noHost(String text) {
    return new WadiException(ErrorCode.INVALID_REQUEST, "'%s' does not name a host".formatted(text))
        .withHint(
            "expected http:HOST or http:HOST:PORT, as in http:api.example.com,"
                + " http:*.example.com:8443 or http:127.0.0.1:8080");
  }

  private static WadiException unknown(String text) {
    String shown = text.startsWith("env:") ? text.replaceFirst("=.*", "=...") : text;
    return new WadiException(ErrorCode.INVALID_REQUEST, "'%s' is nothing to grant".formatted(shown))
        .withHint(
            "expected clock, random, metrics, env:NAME=VALUE, read:/FOLDER, write:/FOLDER or"
                + " http:HOST");
  }

  /// The same as {@link #parse} reads it. Contains secrets.
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    if (clock) {
      texts.add("clock");
    }
    if (random) {
      texts.add("random");
    }
    environment.forEach((name, value) -> texts.add("env:" + name + "=" + value));
    for (Folder folder : folders) {
      texts.add((folder.writable() ? "write:" : "read:") + folder.path());
    }
    http.hosts().forEach(host -> texts.add(HTTP + host.text()));
    if (metrics) {
      texts.add("metrics");
    }
    return texts;
  }

  /// For people: without the values of variables.
  public List<String> shown() {
    return texts().stream()
        .map(text -> text.startsWith("env:") ? text.substring(0, text.indexOf('=')) : text)
        .toList();
  }

  /// Whether a plugin gets what it says that it needs.
  ///
  /// @param capability `clock`, `random`, `env:NAME`, `read`, `write`, `http` or `metrics`
  boolean satisfy(String capability) {
    return switch (capability) {
      case "clock" -> clock;
      case "random" -> random;
      case "read" -> !folders.isEmpty();
      case "write" -> folders.stream().anyMatch(Folder::writable);
      case "http" -> !http.hosts().isEmpty();
      case "metrics" -> metrics;
      default -> environment.containsKey(variable(capability));
    };
  }

  /// Whether {@link #satisfy} knows it.
  static boolean isKnown(String capability) {
    return switch (capability) {
      case "clock", "random", "read", "write", "http", "metrics" -> true;
      default -> !variable(capability).isEmpty();
    };
  }

  private static String variable(String capability) {
    return capability.startsWith("env:") ? capability.substring("env:".length()) : "";
  }
}
