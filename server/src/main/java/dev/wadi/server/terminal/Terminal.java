package dev.wadi.server.terminal;

/// Which of the standard streams somebody sits at. The launcher knows and says so in system
/// properties: Java cannot tell the streams apart.
///
/// @param input whether somebody types into standard input
/// @param output whether standard output is a terminal
/// @param errors whether standard error is one
public record Terminal(boolean input, boolean output, boolean errors) {
  public static Terminal current() {
    return new Terminal(
        Boolean.getBoolean("wadi.terminal.input"),
        Boolean.getBoolean("wadi.terminal.output"),
        Boolean.getBoolean("wadi.terminal.errors"));
  }
}
