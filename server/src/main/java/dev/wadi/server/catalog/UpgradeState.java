package dev.wadi.server.catalog;

/// What has become of a pipeline's upgrade to another version of a plugin.
public enum UpgradeState {
  /// The new version is at work, but no checkpoint has been made with it yet.
  ON_TRIAL("On trial"),
  DONE("Done"),
  /// The new version failed, and the pipeline goes on with the one before.
  ROLLED_BACK("Rolled back");

  private final String title;

  UpgradeState(String title) {
    this.title = title;
  }

  /// As users read it.
  public String title() {
    return title;
  }
}
