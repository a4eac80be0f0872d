package dev.wadi.server.catalog;

/// Where a job stands.
public enum JobState {
  RUNNING("Running"),
  /// Its bounded input was read to the end.
  FINISHED("Finished"),
  /// A user or the server's end stopped it.
  STOPPED("Stopped"),
  FAILED("Failed");

  private final String title;

  JobState(String title) {
    this.title = title;
  }

  /// As users read it.
  public String title() {
    return title;
  }
}
