package dev.wadi.engine.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// Bytes that grow at their end, in chunks: never copied to get room, and not limited to the length
/// of an array. Written by one thread, then read by another.
public final class ByteSequence extends OutputStream {
  private static final int FIRST_CHUNK = 4 * 1024;
  private static final int LARGEST_CHUNK = 1024 * 1024;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] chunk = new byte[0];
  private int used;
  private long length;

  public static ByteSequence of(byte[] bytes) {
    var sequence = new ByteSequence();
    sequence.write(bytes, 0, bytes.length);
    return sequence;
  }

  public long length() {
    return length;
  }

  @Override
  public void write(int b) {
    if (used == chunk.length) {
      grow();
    }
    chunk[used++] = (byte) b;
    length++;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    int done = 0;
    while (done < count) {
      if (used == chunk.length) {
        grow();
      }
      int copied = Math.min(count - done, chunk.length - used);
      System.arraycopy(bytes, offset + done, chunk, used, copied);
      used += copied;
      done += copied;
    }
    length += count;
  }

  private void grow() {
    if (used > 0) {
      full.add(chunk);
    }
    chunk = new byte[Math.clamp(2L * chunk.length, FIRST_CHUNK, LARGEST_CHUNK)];
    used = 0;
  }

  /// Writes all bytes to a stream.
  public void writeTo(OutputStream out) throws IOException {
    for (byte[] bytes : full) {
      out.write(bytes);
    }
    out.write(chunk, 0, used);
  }

  /// All bytes as a stream, from their beginning.
  public InputStream toStream() {
    List<InputStream> streams = new ArrayList<>();
    full.forEach(bytes -> streams.add(new ByteArrayInputStream(bytes)));
    streams.add(new ByteArrayInputStream(chunk, 0, used));
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  /// The CRC-32C of all bytes, as 8 hexadecimal digits.
  public String checksum() {
    Checksum sum = new CRC32C();
    full.forEach(sum::update);
    sum.update(chunk, 0, used);
    return text(sum);
  }

  static String text(Checksum sum) {
    return "%08x".formatted(sum.getValue());
  }

  /// All bytes; there must be few enough for an array.
  public byte[] toArray() {
    byte[] all = new byte[Math.toIntExact(length)];
    int at = 0;
    for (byte[] bytes : full) {
      System.arraycopy(bytes, 0, all, at, bytes.length);
      at += bytes.length;
    }
    System.arraycopy(chunk, 0, all, at, used);
    return all;
  }
}
