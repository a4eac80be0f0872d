package dev.wadi.connectors.nexmark;

/// Random numbers by counter: each (seed, field, event) has its own, whatever was drawn before. The
/// mixing function is SplitMix64's (Steele, Lea and Flood 2014).
final class Draw {
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private Draw() {}

  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// The stream of a field's numbers.
  static long stream(long seed, String field) {
    return mix(seed * GOLDEN_RATIO + mix(field.hashCode()));
  }

  /// 64 random bits.
  static long bits(long stream, long index) {
    return mix(stream + index * GOLDEN_RATIO);
  }

  /// A number from 0 to n - 1 from the upper half of the bits; the lower half stays for others.
  static long below(long bits, long n) {
    return ((bits >>> 32) * n) >>> 32;
  }

  /// Eight random letters from a to z, from all bits.
  static long letters(long bits) {
    long even = ((bits & 0x00ff00ff00ff00ffL) * 26 >>> 8) & 0x00ff00ff00ff00ffL;
    long odd = ((bits >>> 8 & 0x00ff00ff00ff00ffL) * 26) & 0xff00ff00ff00ff00L;
    return (even | odd) + 0x6161616161616161L;
  }
}
