package dev.wadi.engine.testing;

import dev.wadi.engine.checkpoint.ByteSequence;
import dev.wadi.engine.checkpoint.CheckpointStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Checkpoints in memory, which can be told to fail, to hang and to lose answers, and whose files
/// can be damaged. Thread-safe.
public final class MemoryStore implements CheckpointStore {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger heldUp = new AtomicInteger();
  private volatile String failure;
  private volatile int writesLeft = Integer.MAX_VALUE;
  private volatile String unreachable;
  private volatile boolean losesAnswers;
  private volatile Predicate<String> hangs = _ -> true;
  private volatile CountDownLatch hanging = new CountDownLatch(0);

  /// From now on nothing can be written, for this reason; null mends it.
  public void failWith(String reason) {
    failure = reason;
  }

  /// Some files can still be written, and then no more.
  public void failWritesAfter(int writes) {
    writesLeft = writes;
  }

  /// From now on nothing can be done at all, for this reason; null mends it.
  public void unreachable(String reason) {
    unreachable = reason;
  }

  /// From now on files are created, but whoever creates them is told that it failed.
  public void loseAnswers(boolean lost) {
    losesAnswers = lost;
  }

  /// From now on writing does not come to an end.
  public void hang() {
    hang(_ -> true);
  }

  /// From now on writing some files does not come to an end.
  public void hang(Predicate<String> names) {
    hangs = names;
    hanging = new CountDownLatch(1);
  }

  /// Whether somebody hangs.
  public boolean holdsUp() {
    return heldUp.get() > 0;
  }

  /// What hangs goes on.
  public void goOn() {
    hanging.countDown();
  }

  /// The files themselves, to be looked at and damaged.
  public Map<String, byte[]> files() {
    return files;
  }

  @Override
  public void write(String name, ByteSequence content) throws IOException {
    requireWritable(name);
    if (writesLeft-- == 0) {
      throw new IOException("cannot write %s: disk full".formatted(name));
    }
    if (files.put(name, content.toArray()) != null) {
      throw new IOException("written twice: " + name);
    }
  }

  @Override
  public boolean create(String name, ByteSequence content) throws IOException {
    requireWritable(name);
    boolean created = files.putIfAbsent(name, content.toArray()) == null;
    if (losesAnswers) {
      throw new IOException("no answer");
    }
    return created;
  }

  private void requireWritable(String name) throws IOException {
    if (hangs.test(name)) {
      awaitGoOn(name);
    }
    requireReachable();
    if (failure != null) {
      throw new IOException("cannot write %s: %s".formatted(name, failure));
    }
  }

  private void awaitGoOn(String name) throws IOException {
    heldUp.incrementAndGet();
    try {
      hanging.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException(name);
    } finally {
      heldUp.decrementAndGet();
    }
  }

  private void requireReachable() throws IOException {
    if (unreachable != null) {
      throw new IOException("cannot reach memory: " + unreachable);
    }
  }

  @Override
  public InputStream read(String name) throws IOException {
    return new ByteArrayInputStream(file(name));
  }

  private byte[] file(String name) throws IOException {
    requireReachable();
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
  public List<String> names() throws IOException {
    requireReachable();
    return List.copyOf(files.keySet());
  }

  @Override
  public void delete(String name) throws IOException {
    requireReachable();
    files.remove(name);
  }

  @Override
  public void tidy() {
    // Nothing is half-written.
  }

  @Override
  public void dissolve() {
    // Nothing but its files.
  }

  @Override
  public String location() {
    return "memory";
  }
}
