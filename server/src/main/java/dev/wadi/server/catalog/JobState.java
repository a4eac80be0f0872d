package dev.wadi.server.catalog;

/// Where a job stands.
public enum JobState {
  RUNNING("Running"),
  /// Its bounded input was read to the end.
  FINISHED("Finished"),
  /// A user or the server's end stopped it.
  STOPPED("Stopped"),
  FAILED("Failed"),
  /// It has failed, and the pipeline will soon be started again by itself.
  RESTARTING("Restarting");

  private final String title;

  JobState(String title) {
    this.title = title;
  }

  /// Whether the pipeline is at work or will be by itself, and goes on when a server starts.
  public boolean isActive() {
    return switch (this) {
      case RUNNING, RESTARTING -> true;
      case FINISHED, STOPPED, FAILED -> false;
    };
  }

  /// As users read it.
  public String title() {
    return title;
  }
}
