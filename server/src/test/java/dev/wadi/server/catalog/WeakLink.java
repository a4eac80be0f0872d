package dev.wadi.server.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A port that leads to another one, until it is cut; then connections break, and new ones are
/// closed at once, until it is mended.
public final class WeakLink implements AutoCloseable {
  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  public WeakLink(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket here = listener.accept();
        if (cut) {
          here.close();
        } else {
          join(here, new Socket(InetAddress.getLoopbackAddress(), target));
        }
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void join(Socket here, Socket there) {
    sockets.add(here);
    sockets.add(there);
    Thread.ofVirtual().start(() -> copy(here, there));
    Thread.ofVirtual().start(() -> copy(there, here));
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Both ends are closed.
    }
  }

  public void cut() {
    cut = true;
    closeAll();
  }

  public void mend() {
    cut = false;
  }

  private void closeAll() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    closeAll();
  }
}
