package dev.wadi.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A connection of a client that no library would be: what is sent are bytes.
final class RawHttp implements AutoCloseable {
  private static final int MOST_HEAD_BYTES = 100_000;

  private final Socket socket;

  RawHttp(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(20_000);
  }

  RawHttp patience(int millis) throws SocketException {
    socket.setSoTimeout(millis);
    return this;
  }

  /// With a small window, so that what the client does not read stays with the server.
  RawHttp receiveBuffer(int bytes) throws SocketException {
    socket.setReceiveBufferSize(bytes);
    return this;
  }

  RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// Nothing more is coming.
  void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /// @param headers by their names in small letters
  record Answer(int status, Map<String, String> headers, String body) {}

  /// The next answer; null if the server closes the connection without one.
  Answer answer() throws IOException {
    InputStream in = socket.getInputStream();
    String head = head(in);
    if (head == null) {
      return null;
    }
    String[] lines = head.split("\r\n");
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines[0].split(" ")[1]);
    String length = headers.get("content-length");
    byte[] body = length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (head.size() < MOST_HEAD_BYTES) {
      int next = read(in);
      if (next < 0) {
        return head.size() == 0 ? null : fail(head);
      }
      head.write(next);
      if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return fail(head);
  }

  private static String fail(ByteArrayOutputStream head) throws IOException {
    throw new IOException("half an answer: " + head.toString(StandardCharsets.ISO_8859_1));
  }

  // A server that closes while there is something to read for it resets.
  private static int read(InputStream in) throws IOException {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException e) {
      return -1;
    }
  }

  /// Reads whatever comes until the server closes the connection.
  long readToEnd() throws IOException {
    long bytes = 0;
    while (read(socket.getInputStream()) >= 0) {
      bytes++;
    }
    return bytes;
  }

  /// Breaks off without a goodbye.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
