package dev.wadi.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.ScalarFunction;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// A new plugin: a small one that builds, with a test, and the SDK of its language beside it.
final class PluginTemplate {
  private static final String NAME = "[a-z][a-z0-9_-]{0,62}";
  private static final String SDK_FOLDER = "wadi";

  /// A language that has an SDK.
  enum Language {
    RUST,
    C,
    ASSEMBLYSCRIPT,
    JAVA
  }

  private final Language language;
  private final String name;
  private final String launcher;

  /// @param launcher the command that runs Wadi
  PluginTemplate(Language language, String name, String launcher) {
    this.language = language;
    this.name = name;
    this.launcher = launcher;
  }

  /// Makes a folder that is not there yet.
  ///
  /// @throws WadiException if the plugin's name is not one, or the folder cannot be made
  void write(Path folder) {
    if (!name.matches(NAME)) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "'%s' is no name for a plugin".formatted(name))
          .withHint("expected letters a to z, digits, '_' and '-', beginning with a letter");
    }
    if (Files.exists(folder)) {
      throw new WadiException(ErrorCode.CONFLICT, "'%s' is there already".formatted(folder))
          .withHint("choose another name, or remove it");
    }
    try {
      inSdks(sdks -> copy(sdks.resolve(language.name().toLowerCase(Locale.ROOT)), folder));
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNWRITABLE, "cannot make '%s': %s".formatted(folder, e.getMessage()), e);
    }
  }

  private interface Action {
    void on(Path sdks) throws IOException;
  }

  // They lie in the jar of the SDK.
  private static void inSdks(Action action) throws IOException {
    try {
      URI place = ScalarFunction.class.getResource("/wadi/sdk").toURI();
      if (place.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
          action.on(jar.getPath("/wadi/sdk"));
        }
      } else {
        action.on(Path.of(place));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void copy(Path sdk, Path folder) throws IOException {
    Path template = sdk.resolve("template");
    for (Path file : files(sdk)) {
      boolean ofTemplate = file.startsWith(template);
      Path root = ofTemplate ? folder : folder.resolve(SDK_FOLDER);
      String place = (ofTemplate ? template : sdk).relativize(file).toString();
      Path copy = root.resolve(place);
      Files.createDirectories(copy.getParent());
      String text = Files.readString(file, UTF_8);
      Files.writeString(
          copy, ofTemplate ? text.replace("@NAME@", name).replace("@WADI@", launcher) : text);
      if (place.endsWith(".sh")) {
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
