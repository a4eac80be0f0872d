package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// The lines of a file as byte ranges of one buffer. Knows the byte offset and the number of each
/// line, so that reading can go on in the middle of a file.
final class Lines implements Closeable {
  private static final int INITIAL_BYTES = 128 * 1024;
  private static final int LONGEST_LINE_BYTES = 256 * 1024 * 1024;

  private final FileChannel channel;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int lineStart;
  private int lineEnd;
  private int next;
  private int filled;
  private boolean channelEnded;
  private long bufferOffset;
  private long lineNumber;

  /// @param position as {@link #position()} gave it, or "" for the start
  Lines(Path file, String position) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    if (!position.isEmpty()) {
      int colon = position.indexOf(':');
      bufferOffset = Long.parseLong(position.substring(0, colon));
      lineNumber = Long.parseLong(position.substring(colon + 1));
      channel.position(bufferOffset);
    }
  }

  /// Goes to the next line; false at the end.
  ///
  /// @throws BadValue if a line is longer than 256 MB
  boolean next() throws IOException {
    lineStart = next;
    int newline = find(next);
    if (newline < 0 && lineStart == filled) {
      return false;
    }
    lineEnd = newline < 0 ? filled : newline;
    next = newline < 0 ? filled : newline + 1;
    lineNumber++;
    return true;
  }

  private int find(int from) throws IOException {
    int at = from;
    while (true) {
      for (; at < filled; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
      int scanned = at - lineStart;
      if (channelEnded || !fill()) {
        return -1;
      }
      at = lineStart + scanned;
    }
  }

  // Makes room behind the started line and reads on.
  private boolean fill() throws IOException {
    if (lineStart > 0) {
      System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
      bufferOffset += lineStart;
      filled -= lineStart;
      lineStart = 0;
    }
    if (filled == buffer.length) {
      if (filled >= LONGEST_LINE_BYTES) {
        throw new BadValue("the line is longer than " + LONGEST_LINE_BYTES + " bytes");
      }
      buffer = Arrays.copyOf(buffer, filled * 2);
    }
    int count = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
    channelEnded = count < 0;
    filled += Math.max(count, 0);
    return !channelEnded;
  }

  byte[] buffer() {
    return buffer;
  }

  /// Where the line begins in the buffer.
  int start() {
    return lineStart;
  }

  /// The line's length without its end.
  int length() {
    boolean carriageReturn = lineEnd > lineStart && buffer[lineEnd - 1] == '\r';
    return lineEnd - lineStart - (carriageReturn ? 1 : 0);
  }

  /// The number of the line, from 1.
  long number() {
    return lineNumber;
  }

  /// Where the next line begins.
  String position() {
    return bufferOffset + next + ":" + lineNumber;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
