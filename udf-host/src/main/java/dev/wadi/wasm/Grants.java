package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an administrator lets a plugin do besides computing. Guests use it through WASI, so that
/// ordinary libraries work.
///
/// @param clock whether it sees the time; else a clock that is the same in every run
/// @param random whether it gets random bytes; else bytes that are the same in every run
/// @param environment variables: configuration and secrets by name
/// @param folders which it may look into
public record Grants(
    boolean clock, boolean random, Map<String, String> environment, List<Folder> folders) {
  public static final Grants NONE = new Grants(false, false, Map.of(), List.of());

  private static final Pattern VARIABLE =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
  private static final Pattern FOLDER = Pattern.compile("(read|write):(/.*)");

  public Grants {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    folders = List.copyOf(folders);
  }

  /// A folder with all that is in it, whose name is the same for the guest.
  ///
  /// @param path absolute
  public record Folder(Path path, boolean writable) {}

  /// Reads grants as administrators write them: `clock`, `random`, `env:NAME=VALUE`,
  /// `read:/FOLDER`, `write:/FOLDER` (which includes reading).
  ///
  /// @throws WadiException if one is none of these
  public static Grants parse(List<String> texts) {
    boolean clock = false;
    boolean random = false;
    Map<String, String> environment = new LinkedHashMap<>();
    List<Folder> folders = new ArrayList<>();
    for (String text : texts) {
      Matcher variable = VARIABLE.matcher(text);
      Matcher folder = FOLDER.matcher(text);
      if (text.equals("clock")) {
        clock = true;
      } else if (text.equals("random")) {
        random = true;
      } else if (variable.matches()) {
        environment.put(variable.group(1), variable.group(2));
      } else if (folder.matches()) {
        Path path = Path.of(folder.group(2)).normalize();
        folders.add(new Folder(path, folder.group(1).equals("write")));
      } else {
        throw unknown(text);
      }
    }
    return new Grants(clock, random, environment, folders);
  }

  private static WadiException unknown(String text) {
    String shown = text.startsWith("env:") ? text.replaceFirst("=.*", "=...") : text;
    return new WadiException(ErrorCode.INVALID_REQUEST, "'%s' is nothing to grant".formatted(shown))
        .withHint("expected clock, random, env:NAME=VALUE, read:/FOLDER or write:/FOLDER");
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
  /// @param capability `clock`, `random`, `env:NAME`, `read` or `write`
  boolean satisfy(String capability) {
    return switch (capability) {
      case "clock" -> clock;
      case "random" -> random;
      case "read" -> !folders.isEmpty();
      case "write" -> folders.stream().anyMatch(Folder::writable);
      default -> environment.containsKey(variable(capability));
    };
  }

  /// Whether {@link #satisfy} knows it.
  static boolean isKnown(String capability) {
    return switch (capability) {
      case "clock", "random", "read", "write" -> true;
      default -> !variable(capability).isEmpty();
    };
  }

  private static String variable(String capability) {
    return capability.startsWith("env:") ? capability.substring("env:".length()) : "";
  }
}
