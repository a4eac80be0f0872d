package dev.wadi.server.command;

/// Decides, before the first line is logged, where log lines go: a server's are its output, at
/// INFO; every other command shows warnings only, on standard error. `logback.xml` reads the
/// properties.
final class LogSettings {
  private LogSettings() {}

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
