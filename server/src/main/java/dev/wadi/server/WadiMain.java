package dev.wadi.server;

import dev.wadi.server.command.WadiCommand;

/// The program.
public final class WadiMain {
  private WadiMain() {}

  public static void main(String[] arguments) {
    System.exit(WadiCommand.run(arguments));
  }
}
