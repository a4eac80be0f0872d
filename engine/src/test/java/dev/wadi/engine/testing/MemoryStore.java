package dev.wadi.engine.testing;

import dev.wadi.engine.checkpoint.ByteSequence;
import dev.wadi.engine.checkpoint.CheckpointStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Checkpoints in memory, which can be told to fail and whose files can be damaged. Thread-safe.
public final class MemoryStore implements CheckpointStore {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private volatile String failure;

  /// From now on nothing can be written, for this reason; null mends it.
  public void failWith(String reason) {
    failure = reason;
  }

  /// The files themselves, to be looked at and damaged.
  public Map<String, byte[]> files() {
    return files;
  }

  @Override
  public void write(String name, ByteSequence content) throws IOException {
    requireWritable(name);
    if (files.put(name, content.toArray()) != null) {
      throw new IOException("written twice: " + name);
    }
  }

  @Override
  public boolean create(String name, ByteSequence content) throws IOException {
    requireWritable(name);
    return files.putIfAbsent(name, content.toArray()) == null;
  }

  private void requireWritable(String name) throws IOException {
    if (failure != null) {
      throw new IOException("cannot write %s: %s".formatted(name, failure));
    }
  }

  @Override
  public InputStream read(String name) throws IOException {
    return new ByteArrayInputStream(file(name));
  }

  private byte[] file(String name) throws NoSuchFileException {
    byte[] file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  @Override
  public long size(String name) throws IOException {
    return file(name).length;
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public String location() {
    return "memory";
  }
}
