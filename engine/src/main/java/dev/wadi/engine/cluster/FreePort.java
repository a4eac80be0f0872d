package dev.wadi.engine.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Finds ports for members.
///
/// Never one of those that systems give to outgoing connections (from 32768 on with Linux, from
/// 49152 on with others): who looks there, on the same machine, for a member that has gone may be
/// given that very port to look from. TCP then connects it to itself, and Hazelcast takes the
/// address of the lost member for its own from then on, which neither heals nor lets the member go.
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int LAST = 32_767;
  private static final int ATTEMPTS = 1_000;

  private FreePort() {}

  /// A port that nobody listened on a moment ago, drawn at random.
  ///
  /// @throws IOException if none can be listened on at this address
  public static int find(InetAddress address) throws IOException {
    IOException reason = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      try (var socket = new ServerSocket(port, 1, address)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        reason = e;
      }
    }
    throw reason;
  }
}
