package dev.wadi.server.checkpoint;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The content of an object, whose errors say which. It fails if it ends too early: a connection
/// that breaks looks like an end.
final class WholeStream extends FilterInputStream {
  private final long length;
  private final String source;
  private long count;

  WholeStream(InputStream in, long length, String source) {
    super(in);
    this.length = length;
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    int some;
    try {
      some = super.read(bytes, offset, most);
    } catch (IOException e) {
      throw new IOException("cannot read %s: %s".formatted(source, e.getMessage()), e);
    }
    if (some < 0 && count < length) {
      throw new EOFException(
          "cannot read %s: it ended after %d of %d bytes".formatted(source, count, length));
    }
    count += Math.max(0, some);
    return some;
  }

  // By reading, so that nothing is left out of the count.
  @Override
  public long skip(long most) throws IOException {
    byte[] some = new byte[(int) Math.min(most, 64 * 1024)];
    return Math.max(0, read(some, 0, some.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
