package dev.wadi.engine.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Checkpoints in a directory of a local disk, which is made when it is first written to. A file is
/// created in one step by a hard link to a temporary one: unlike a rename, a link replaces nothing.
public final class DirectoryStore implements CheckpointStore {
  private static final String TEMPORARY = ".tmp";
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path directory;

  public DirectoryStore(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public void write(String name, ByteSequence content) throws IOException {
    Path file = directory.resolve(name);
    try {
      Files.createDirectories(directory);
      writeDurably(file, content);
    } catch (IOException e) {
      removeQuietly(file, e);
      throw explained("write", file, e);
    }
  }

  private static void writeDurably(Path file, ByteSequence content) throws IOException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  private static void removeQuietly(Path file, IOException cause) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public boolean create(String name, ByteSequence content) throws IOException {
    Path file = directory.resolve(name);
    // Of two who create it at the same time, each has one of its own.
    Path temporary = directory.resolve("." + name + "." + UUID.randomUUID() + TEMPORARY);
    try {
      Files.createDirectories(directory);
      writeDurably(temporary, content);
      boolean created = linked(temporary, file);
      Files.delete(temporary);
      syncDirectory();
      return created;
    } catch (IOException e) {
      removeQuietly(temporary, e);
      throw explained("write", file, e);
    }
  }

  private static boolean linked(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  // The names themselves are durable only when the directory is.
  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream read(String name) throws IOException {
    Path file = directory.resolve(name);
    try {
      return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    } catch (IOException e) {
      throw explained("read", file, e);
    }
  }

  @Override
  public long size(String name) throws IOException {
    Path file = directory.resolve(name);
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw explained("read", file, e);
    }
  }

  @Override
  public List<String> names() throws IOException {
    return files().stream().filter(name -> !isTemporary(name)).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw explained("list", directory, e.getCause());
    } catch (IOException e) {
      throw explained("list", directory, e);
    }
  }

  private static boolean isTemporary(String name) {
    return name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  @Override
  public void tidy() throws IOException {
    for (String name : files()) {
      if (isTemporary(name)) {
        delete(name);
      }
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Path file = directory.resolve(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw explained("delete", file, e);
    }
  }

  @Override
  public void dissolve() throws IOException {
    tidy();
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw explained("delete", directory, e);
    }
  }

  @Override
  public String location() {
    return directory.toString();
  }

  private static IOException explained(String what, Path file, IOException cause) {
    String reason =
        switch (cause) {
          case NoSuchFileException e -> "no such file or directory";
          case AccessDeniedException e -> "permission denied";
          case FileAlreadyExistsException e -> "%s is no directory".formatted(e.getFile());
          case NotDirectoryException e -> "it is no directory";
          case FileSystemException e when e.getReason() != null -> e.getReason();
          default -> String.valueOf(cause.getMessage());
        };
    String message = "cannot %s %s: %s".formatted(what, file, reason);
    if (cause instanceof NoSuchFileException) {
      var missing = new NoSuchFileException(file.toString(), null, message);
      missing.initCause(cause);
      return missing;
    }
    return new IOException(message, cause);
  }
}
