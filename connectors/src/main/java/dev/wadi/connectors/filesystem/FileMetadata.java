package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.sdk.connector.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What is known of the file that a row is in.
enum FileMetadata {
  /// The name without the folders.
  FILENAME(ArrowType.Utf8.INSTANCE) {
    @Override
    Object of(Path file) {
      return file.getFileName().toString();
    }
  },
  /// The whole path.
  PATH(ArrowType.Utf8.INSTANCE) {
    @Override
    Object of(Path file) {
      return file.toAbsolutePath().normalize().toString();
    }
  },
  /// Its length in bytes.
  FILE_SIZE(new ArrowType.Int(64, true)) {
    @Override
    Object of(Path file) throws IOException {
      return Files.size(file);
    }
  },
  /// When it was last written.
  MODIFIED_AT(new ArrowType.Timestamp(org.apache.arrow.vector.types.TimeUnit.MICROSECOND, null)) {
    @Override
    Object of(Path file) throws IOException {
      return Files.getLastModifiedTime(file).to(TimeUnit.MICROSECONDS);
    }
  };

  /// All of them, as {@link HasMetadata} wants it.
  static final List<Field> FIELDS =
      List.of(values()).stream()
          .map(value -> Field.notNullable(value.name().toLowerCase(Locale.ROOT), value.type))
          .toList();

  private final ArrowType type;

  FileMetadata(ArrowType type) {
    this.type = type;
  }

  /// A text, or a whole number.
  abstract Object of(Path file) throws IOException;

  static FileMetadata ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  Object valueFor(Path file) {
    try {
      return of(file);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }
}
