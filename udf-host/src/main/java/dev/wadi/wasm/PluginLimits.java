package dev.wadi.wasm;

/// What a plugin may use. The defaults suit untrusted modules on a shared server.
///
/// @param moduleBytes the size of the module itself
/// @param memoryBytes the linear memory of one instance, rounded down to pages of 64 KiB
/// @param tableEntries the entries of all function tables of an instance
/// @param functions the functions of the module, without imported ones
/// @param functionLocals the local variables of one guest function
/// @param fuelPerBatch how many loop iterations and calls one batch (or one start) may take; the
///   same on every machine
/// @param batchMillis wall time of one batch, for what fuel measures badly
/// @param outputBytes what one call may return whose result has any number of rows
/// @param compileMillis wall time of compiling a module
/// @param failures how many instances may fail, before no more are started
/// @param failuresMillis within what time
public record PluginLimits(
    int moduleBytes,
    long memoryBytes,
    int tableEntries,
    int functions,
    int functionLocals,
    long fuelPerBatch,
    long batchMillis,
    long outputBytes,
    long compileMillis,
    int failures,
    long failuresMillis) {
  static final int PAGE_BYTES = 65_536;
  private static final int MAX_PAGES = 32_767;

  public static final PluginLimits DEFAULT =
      new PluginLimits(
          8 << 20,
          64L << 20,
          65_536,
          20_000,
          10_000,
          1_000_000_000L,
          10_000,
          16L << 20,
          30_000,
          5,
          600_000);

  public PluginLimits {
    if (memoryBytes < PAGE_BYTES || memoryBytes / PAGE_BYTES > MAX_PAGES) {
      throw new IllegalArgumentException("memory must be 1 to 32767 pages: " + memoryBytes);
    }
  }

  public PluginLimits withFuelPerBatch(long fuel) {
    return with(memoryBytes, fuel, batchMillis, failures);
  }

  public PluginLimits withBatchMillis(long millis) {
    return with(memoryBytes, fuelPerBatch, millis, failures);
  }

  public PluginLimits withMemoryBytes(long bytes) {
    return with(bytes, fuelPerBatch, batchMillis, failures);
  }

  /// For those who make plugins fail on purpose.
  public PluginLimits withFailures(int most) {
    return with(memoryBytes, fuelPerBatch, batchMillis, most);
  }

  private PluginLimits with(long memory, long fuel, long millis, int failuresMax) {
    return new PluginLimits(
        moduleBytes,
        memory,
        tableEntries,
        functions,
        functionLocals,
        fuel,
        millis,
        outputBytes,
        compileMillis,
        failuresMax,
        failuresMillis);
  }

  int memoryPages() {
    return (int) (memoryBytes / PAGE_BYTES);
  }
}
