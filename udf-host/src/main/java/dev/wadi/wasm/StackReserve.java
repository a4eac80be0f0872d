package dev.wadi.wasm;

/// Sees to it that there is some stack left before host code runs that uses more of the JDK than
/// the memory of the guest. A class whose initialisation runs out of stack is lost to the whole
/// process, and guests decide how deep they call.
final class StackReserve {
  private static final int FRAMES = 1_000;

  private StackReserve() {}

  /// @throws StackOverflowError here and nowhere else
  static void require() {
    descend(FRAMES);
  }

  private static int descend(int frames) {
    return frames == 0 ? 0 : 1 + descend(frames - 1);
  }
}
