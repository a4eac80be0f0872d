package dev.wadi.server.command;

/// Runs an action when the process is asked to end (Ctrl-C, SIGTERM), unless it is closed before.
final class ShutdownHook implements AutoCloseable {
  private final Thread thread;

  ShutdownHook(Runnable action) {
    this.thread = Thread.ofPlatform().name("wadi-shutdown").unstarted(action);
    Runtime.getRuntime().addShutdownHook(thread);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The shutdown has begun: the action runs.
    }
  }
}
