package dev.wadi.server.command;

/// Decides, before the first line is logged, where log lines go: a server's are its output, at
/// INFO; every other command shows warnings only, on standard error. `logback.xml` reads the
/// properties.
final class LogSettings {
  /// How a log line is written.
  enum Format {
    text("ch.qos.logback.classic.encoder.PatternLayoutEncoder"),
    json(JsonLogLines.class.getName());

    private final String encoder;

    Format(String encoder) {
      this.encoder = encoder;
    }
  }

  private LogSettings() {}

  static void apply(Format format) {
    setDefault("wadi.log.encoder", format.encoder);
  }

  static void apply(String... arguments) {
    boolean server = arguments.length > 0 && arguments[0].equals("server");
    setDefault("wadi.log.level", server ? "INFO" : "WARN");
    setDefault("wadi.log.target", server ? "System.out" : "System.err");
    // Some libraries look for it before their own configuration is read.
    setDefault("hazelcast.logging.type", "slf4j");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
