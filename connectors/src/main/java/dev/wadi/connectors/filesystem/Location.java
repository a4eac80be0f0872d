package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Where a table's files are: a file, a directory with all below it, or a glob pattern.
///
/// @param base the file or directory, absolute; of a pattern, what comes before the first wildcard
/// @param wanted which files below the base belong to the table
record Location(Path base, Predicate<Path> wanted) {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  /// What the options `path` and, if the connector has it, `source.regex-pattern` say.
  static Location of(Options options) {
    String path = localPath(options);
    Predicate<Path> pattern = regex(options);
    try {
      Path whole = Path.of(path);
      if (Files.exists(whole) || !WILDCARD.matcher(path).find()) {
        Path base = whole.toAbsolutePath().normalize();
        return new Location(base, file -> pattern.test(base.relativize(file)));
      }
      return glob(path, pattern);
    } catch (InvalidPathException | PatternSyntaxException e) {
      throw options.invalid("path", path, "a path or a glob pattern: " + e.getMessage());
    }
  }

  /// The path without `file://`; any other scheme is refused.
  static String localPath(Options options) {
    String path = options.required("path").strip();
    var scheme = SCHEME.matcher(path);
    if (path.isEmpty()) {
      throw options.invalid("path", path, "a path");
    }
    if (!scheme.matches()) {
      return path;
    }
    if (!scheme.group(1).equalsIgnoreCase("file")) {
      throw options
          .invalid("path", path, "a local path or a file:// address")
          .withHint("object stores are not supported; mount the bucket, or copy the files");
    }
    try {
      return Path.of(URI.create(path)).toString();
    } catch (IllegalArgumentException e) {
      // A glob is not a URI; what follows the scheme and an empty host is the path.
      return path.replaceFirst("(?i)^file:(//)?(?=/)", "");
    }
  }

  private static Predicate<Path> regex(Options options) {
    Optional<String> underscored = options.text("source.regex_pattern");
    String regex = options.text("source.regex-pattern").or(() -> underscored).orElse("");
    if (underscored.isPresent() && !regex.equals(underscored.get())) {
      throw options.invalid(
          "source.regex_pattern", underscored.get(), "only one of the option's two names");
    }
    try {
      Pattern pattern = Pattern.compile(regex);
      return file -> pattern.matcher(file.toString()).find();
    } catch (PatternSyntaxException e) {
      throw options.invalid(
          "source.regex-pattern", regex, "a regular expression: " + e.getDescription());
    }
  }

  private static Location glob(String path, Predicate<Path> pattern) {
    var wildcard = WILDCARD.matcher(path);
    int first = wildcard.find() ? wildcard.start() : path.length();
    int slash = path.lastIndexOf('/', first);
    Path base = Path.of(slash < 0 ? "." : path.substring(0, slash + 1));
    Path absolute = base.toAbsolutePath().normalize();
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + path.substring(slash + 1));
    return new Location(
        absolute,
        file -> {
          Path relative = absolute.relativize(file);
          return matcher.matches(relative) && pattern.test(relative);
        });
  }

  /// The files there are now, ordered by name; at least one. In directories, files whose names
  /// begin with a dot or an underscore are not data.
  List<Path> files() {
    if (!Files.exists(base)) {
      throw FileErrors.notFound(base);
    }
    if (!Files.isDirectory(base)) {
      return List.of(base);
    }
    try (Stream<Path> all = Files.walk(base)) {
      List<Path> files =
          all.filter(file -> isVisible(file) && Files.isRegularFile(file))
              .filter(wanted)
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new WadiException(
            ErrorCode.FILE_NOT_FOUND, "no file that belongs to the table in '%s'".formatted(base));
      }
      return files;
    } catch (IOException e) {
      throw FileErrors.unreadable(base, e);
    } catch (UncheckedIOException e) {
      throw FileErrors.unreadable(base, e.getCause());
    }
  }

  private boolean isVisible(Path file) {
    for (Path name : base.relativize(file)) {
      if (FolderName.isHidden(name.toString())) {
        return false;
      }
    }
    return true;
  }
}
