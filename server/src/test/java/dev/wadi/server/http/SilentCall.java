package dev.wadi.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/// The first bytes of a gRPC call, for a client of which nothing more is heard: not even an answer
/// to a ping.
final class SilentCall {
  private static final byte SETTINGS = 4;
  private static final byte HEADERS = 1;
  private static final byte END_HEADERS = 4;
  private static final int MOST_SHORT = 127;

  private SilentCall() {}

  static byte[] bytes(String path, String secret) {
    var headers = new ByteArrayOutputStream();
    header(headers, ":method", "POST");
    header(headers, ":scheme", "http");
    header(headers, ":authority", "localhost");
    header(headers, ":path", path);
    header(headers, "content-type", "application/grpc");
    header(headers, "te", "trailers");
    header(headers, "authorization", "Bearer " + secret);
    var call = new ByteArrayOutputStream();
    call.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(call, SETTINGS, (byte) 0, 0, new byte[0]);
    frame(call, HEADERS, END_HEADERS, 1, headers.toByteArray());
    return call.toByteArray();
  }

  // Both as they are: neither compressed nor remembered.
  private static void header(ByteArrayOutputStream headers, String name, String value) {
    headers.write(0);
    text(headers, name);
    text(headers, value);
  }

  private static void text(ByteArrayOutputStream headers, String text) {
    if (text.length() >= MOST_SHORT) {
      throw new IllegalArgumentException(text);
    }
    headers.write(text.length());
    headers.writeBytes(text.getBytes(US_ASCII));
  }

  private static void frame(
      ByteArrayOutputStream out, byte type, byte flags, int stream, byte[] content) {
    out.write(0);
    out.write(content.length >> 8);
    out.write(content.length);
    out.write(type);
    out.write(flags);
    out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
    out.writeBytes(content);
  }
}
