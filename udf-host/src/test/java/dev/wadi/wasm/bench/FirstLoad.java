package dev.wadi.wasm.bench;

import dev.wadi.wasm.GuestCodeCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The milliseconds that the first plugin of a process takes, of which a new process is needed each
/// time.
public final class FirstLoad {
  private FirstLoad() {}

  /// @param args a module, and a folder for compiled code
  public static void main(String[] args) throws IOException {
    byte[] module = Files.readAllBytes(Path.of(args[0]));
    System.out.println(ManyPluginsBenchmark.load(module, GuestCodeCache.in(Path.of(args[1]))));
  }
}
