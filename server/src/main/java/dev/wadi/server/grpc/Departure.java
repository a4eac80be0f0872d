package dev.wadi.server.grpc;

/// What is to be done when a client goes before it has its answer. Thread-safe.
public final class Departure {
  private Runnable action = () -> {};
  private boolean gone;

  /// Says what to do; on a thread of its own, at once if the client has gone.
  public void then(Runnable wanted) {
    boolean late;
    synchronized (this) {
      action = wanted;
      late = gone;
    }
    if (late) {
      start(wanted);
    }
  }

  /// The client has gone; said again, nothing happens.
  public void happened() {
    Runnable due;
    synchronized (this) {
      if (gone) {
        return;
      }
      gone = true;
      due = action;
    }
    start(due);
  }

  private static void start(Runnable action) {
    Thread.ofVirtual().name("client-gone").start(action);
  }
}
