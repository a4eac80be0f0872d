package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// As much of WASI preview 1 as ordinary compilers link into a library: standard output and error
/// are collected for the log; clock, randomness, environment and files are those that were granted,
/// and without a grant the same in every run, empty, and not there. There are no arguments and
/// there is no network. What is not here answers "not supported".
///
/// Output is collected and not logged at once, so that no logger runs on top of a guest's stack.
final class WasiShim implements AutoCloseable {
  static final String MODULE = "wasi_snapshot_preview1";

  private static final int SUCCESS = 0;
  private static final int NOT_SUPPORTED = 58;
  private static final int MAX_OUTPUT_BYTES = 8_192;
  private static final long CLOCK_STEP_NANOS = 1_000;

  // What we implement and its parameters: i is i32, l is i64.
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("fd_write", "iiii"),
          Map.entry("fd_read", "iiii"),
          Map.entry("fd_seek", "ilii"),
          Map.entry("fd_close", "i"),
          Map.entry("fd_fdstat_get", "ii"),
          Map.entry("fd_prestat_get", "ii"),
          Map.entry("fd_prestat_dir_name", "iii"),
          Map.entry("fd_pread", "iiili"),
          Map.entry("fd_tell", "ii"),
          Map.entry("fd_fdstat_set_flags", "ii"),
          Map.entry("fd_filestat_get", "ii"),
          Map.entry("fd_readdir", "iiili"),
          Map.entry("fd_sync", "i"),
          Map.entry("fd_datasync", "i"),
          Map.entry("path_open", "iiiiillii"),
          Map.entry("path_filestat_get", "iiiii"),
          Map.entry("path_unlink_file", "iii"),
          Map.entry("path_rename", "iiiiii"),
          Map.entry("proc_exit", "i"),
          Map.entry("clock_time_get", "ili"),
          Map.entry("clock_res_get", "ii"),
          Map.entry("random_get", "ii"),
          Map.entry("environ_sizes_get", "ii"),
          Map.entry("environ_get", "ii"),
          Map.entry("args_sizes_get", "ii"),
          Map.entry("args_get", "ii"),
          Map.entry("sched_yield", ""));

  private static final SecureRandom RANDOM = new SecureRandom();

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private boolean printed; // the stream's own size is behind a lock
  private long clockNanos;
  private long randomState = 0x9E37_79B9_7F4A_7C15L;
  private final Grants grants;
  private final LinearMemory memory;
  private final WasiFiles files;
  private final List<byte[]> environment;

  WasiShim(Grants grants, LinearMemory memory) {
    this.grants = grants;
    this.memory = memory;
    this.files = new WasiFiles(grants, memory);
    this.environment =
        grants.environment().entrySet().stream()
            .map(variable -> (variable.getKey() + "=" + variable.getValue() + "\0").getBytes(UTF_8))
            .toList();
  }

  /// Refuses an import whose type is not that of the function of this name.
  static void checkType(String name, FunctionType type) {
    List<ValType> results = name.equals("proc_exit") ? List.of() : List.of(ValType.I32);
    String parameters = PARAMETERS.get(name);
    boolean fits =
        type.returns().equals(results)
            && (parameters == null || type.params().equals(types(parameters)));
    if (!fits) {
      throw new WadiException(
          ErrorCode.PLUGIN_INVALID,
          "the module imports '%s.%s' with the wrong type %s"
              .formatted(MODULE, GuestText.shown(name), GuestText.shown(type.toString())));
    }
  }

  private static List<ValType> types(String letters) {
    return letters.chars().mapToObj(c -> c == 'l' ? ValType.I64 : ValType.I32).toList();
  }

  /// What the guest printed since this was last asked; empty if nothing.
  String takeOutput() {
    if (!printed) {
      return "";
    }
    printed = false;
    String text = output.toString(UTF_8);
    output.reset();
    return text;
  }

  /// The host side of one imported function.
  HostFunction function(String name, FunctionType type) {
    WasmFunctionHandle handle =
        switch (name) {
          case "fd_write" -> (instance, a) -> result(write((int) a[0], a[1], a[2], a[3]));
          case "proc_exit" -> (instance, a) -> exit((int) a[0]);
          case "clock_time_get" -> (instance, a) -> result(storeLong(a[2], nextTime()));
          case "clock_res_get" -> (instance, a) -> result(storeLong(a[1], CLOCK_STEP_NANOS));
          case "random_get" -> (instance, a) -> result(random(a[0], a[1]));
          case "environ_sizes_get" -> (instance, a) -> result(environmentSizes(a[0], a[1]));
          case "environ_get" -> (instance, a) -> result(environment(a[0], a[1]));
          case "args_sizes_get" -> (instance, a) -> result(storeInt(a[0], 0) | storeInt(a[1], 0));
          case "args_get", "sched_yield" -> (instance, a) -> result(SUCCESS);
          default ->
              WasiFiles.knows(name) ? (instance, a) -> result(fileCall(name, a)) : missing(name);
        };
    return new HostFunction(MODULE, name, type, handle);
  }

  private static long[] result(int errno) {
    return new long[] {errno};
  }

  // The line is made here: where the guest calls, there may be no stack left to make it.
  private WasmFunctionHandle missing(String name) {
    String shown = GuestText.shown(name);
    byte[] line = ("called " + shown + ", which plugins do not have\n").getBytes(UTF_8);
    return (instance, a) -> {
      if (output.size() + line.length <= MAX_OUTPUT_BYTES) {
        output.writeBytes(line);
        printed = true;
      }
      return result(NOT_SUPPORTED);
    };
  }

  private static long[] exit(int code) {
    throw new GuestFailure(ErrorCode.PLUGIN_TRAPPED, "it called exit(%d)", code);
  }

  private int fileCall(String name, long[] arguments) {
    StackReserve.require();
    return files.call(name, arguments);
  }

  private int write(int descriptor, long vectors, long count, long written) {
    if (descriptor != 1 && descriptor != 2) {
      StackReserve.require();
      return files.write(descriptor, vectors, count, written);
    }
    int total = 0;
    for (long i = 0; i < (int) count; i++) {
      memory.burn();
      long vector = (vectors & 0xFFFF_FFFFL) + 8 * i;
      int length = memory.loadInt(vector + 4);
      collect(memory.loadInt(vector), length);
      total += length;
    }
    return storeInt(written, total);
  }

  private void collect(int address, int length) {
    int room = MAX_OUTPUT_BYTES - output.size();
    int taken = Math.min(room, length);
    if (taken > 0) {
      output.writeBytes(memory.readBytes(address, taken));
      printed = true;
    }
  }

  private int environmentSizes(long count, long bytes) {
    int total = environment.stream().mapToInt(variable -> variable.length).sum();
    return storeInt(count, environment.size()) | storeInt(bytes, total);
  }

  private int environment(long addresses, long bytes) {
    long next = bytes & 0xFFFF_FFFFL;
    for (int i = 0; i < environment.size(); i++) {
      storeInt((addresses & 0xFFFF_FFFFL) + 4L * i, (int) next);
      byte[] variable = environment.get(i);
      memory.write((int) next, variable, 0, variable.length);
      next += variable.length;
    }
    return SUCCESS;
  }

  private long nextTime() {
    if (grants.clock()) {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }
    clockNanos += CLOCK_STEP_NANOS;
    return clockNanos;
  }

  private int random(long address, long length) {
    if (grants.random()) {
      StackReserve.require();
    }
    for (long i = 0; i < (int) length; i++) {
      memory.burn();
      if (grants.random()) {
        memory.storeByte((address & 0xFFFF_FFFFL) + i, (byte) RANDOM.nextInt());
        continue;
      }
      randomState ^= randomState << 13;
      randomState ^= randomState >>> 7;
      randomState ^= randomState << 17;
      memory.storeByte((address & 0xFFFF_FFFFL) + i, (byte) randomState);
    }
    return SUCCESS;
  }

  private int storeInt(long address, int value) {
    memory.storeInt(address & 0xFFFF_FFFFL, value);
    return SUCCESS;
  }

  private int storeLong(long address, long value) {
    memory.storeLong(address & 0xFFFF_FFFFL, value);
    return SUCCESS;
  }

  @Override
  public void close() {
    files.close();
  }
}
