package dev.wadi.wasm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compiled modules in a folder, so that a server that starts need not compile them again. A file
/// each, named after the module's content and {@link CompilerVersion}. What cannot be read, or is
/// not what it says, is as good as not there; those that were used least recently are deleted
/// beyond a size. What lies in this folder is run: only the server may write there. Thread-safe,
/// and shared by processes.
public final class GuestCodeCache {
  private static final Logger LOG = LoggerFactory.getLogger(GuestCodeCache.class);
  private static final String SUFFIX = ".classes";
  private static final int MAGIC = 0x5741_4449;
  private static final int CHECKSUM_BYTES = 32;
  private static final long BYTES_MAX = 256L << 20;

  private final Path folder;
  private final long bytesMax;

  GuestCodeCache(Path folder, long bytesMax) {
    this.folder = folder;
    this.bytesMax = bytesMax;
  }

  /// A cache in a folder that need not be there yet.
  public static GuestCodeCache in(Path folder) {
    return new GuestCodeCache(folder, BYTES_MAX);
  }

  /// One that keeps nothing.
  public static GuestCodeCache none() {
    return new GuestCodeCache(null, 0);
  }

  Optional<GuestCode> read(String sha256) {
    if (folder == null) {
      return Optional.empty();
    }
    Path file = file(sha256);
    try {
      Optional<GuestCode> code = decode(Files.readAllBytes(file), sha256);
      if (code.isPresent()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      } else {
        LOG.warn("{} is damaged; the module is compiled again", file);
      }
      return code;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} cannot be read; the module is compiled again: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /// Keeps what was compiled; if that fails, it is not kept.
  void write(String sha256, GuestCode code) {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, sha256, ".tmp");
      try {
        Files.write(unfinished, encode(sha256, code));
        Files.move(unfinished, file(sha256), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      deleteOldest();
    } catch (IOException e) {
      LOG.warn("compiled code cannot be kept in {}: {}", folder, e.toString());
    }
  }

  private Path file(String sha256) {
    return folder.resolve(sha256 + "-" + CompilerVersion.CURRENT + SUFFIX);
  }

  private static byte[] encode(String sha256, GuestCode code) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeUTF(sha256);
    out.writeUTF(CompilerVersion.CURRENT);
    out.writeUTF(code.mainClass());
    out.writeInt(code.classes().size());
    for (Map.Entry<String, byte[]> type : code.classes().entrySet()) {
      out.writeUTF(type.getKey());
      out.writeInt(type.getValue().length);
      out.write(type.getValue());
    }
    out.write(Sha256.of(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  private static Optional<GuestCode> decode(byte[] file, String sha256) throws IOException {
    int length = file.length - CHECKSUM_BYTES;
    if (length < 0 || !Arrays.equals(Sha256.of(Arrays.copyOf(file, length)), checksum(file))) {
      return Optional.empty();
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    if (in.readInt() != MAGIC
        || !in.readUTF().equals(sha256)
        || !in.readUTF().equals(CompilerVersion.CURRENT)) {
      return Optional.empty();
    }
    String mainClass = in.readUTF();
    Map<String, byte[]> classes = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      classes.put(in.readUTF(), in.readNBytes(in.readInt()));
    }
    return Optional.of(new GuestCode(mainClass, classes));
  }

  private static byte[] checksum(byte[] file) {
    return Arrays.copyOfRange(file, file.length - CHECKSUM_BYTES, file.length);
  }

  private void deleteOldest() throws IOException {
    List<Entry> entries = entries();
    long total = entries.stream().mapToLong(Entry::bytes).sum();
    for (Entry entry : entries) {
      if (total <= bytesMax) {
        return;
      }
      Files.deleteIfExists(entry.file());
      total -= entry.bytes();
    }
  }

  private record Entry(Path file, long bytes, FileTime used) {
    // A file that is being deleted by another process counts for nothing.
    private static Stream<Entry> of(Path file) {
      try {
        return Stream.of(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
      } catch (IOException e) {
        return Stream.empty();
      }
    }
  }

  private List<Entry> entries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .flatMap(Entry::of)
          .sorted(Comparator.comparing(Entry::used))
          .toList();
    }
  }
}
