package dev.wadi.wasm;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.wasm.WasmModule;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Turns a checked module into JVM classes, all of it: a function too big for a JVM method is
/// refused, because the engine's interpreter is hundreds of times slower and cannot be stopped.
///
/// Compiling runs on a thread of its own, a few at a time, so that a hostile module neither holds
/// up the caller for ever nor takes all processors. The work itself cannot be interrupted; it ends
/// at the next class after its time, and {@link CodeCheck} bounds what goes into one.
final class ModuleCompiler {
  private static final Semaphore COMPILING =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  // Deeply nested blocks recurse; a thread with a known stack fails alike everywhere.
  private static final long STACK_BYTES = 16L << 20;

  private ModuleCompiler() {}

  static GuestCode.Loaded compile(WasmModule module, PluginLimits limits) {
    try {
      return start(module, limits).get(limits.compileMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw tooLong(limits);
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WadiException(ErrorCode.PLUGIN_TIMEOUT, "interrupted while compiling", e);
    }
  }

  private static CompletableFuture<GuestCode.Loaded> start(WasmModule module, PluginLimits limits)
      throws InterruptedException {
    if (!COMPILING.tryAcquire(limits.compileMillis(), TimeUnit.MILLISECONDS)) {
      throw tooLong(limits);
    }
    CompletableFuture<GuestCode.Loaded> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("wadi-plugin-compiler")
        .daemon()
        .stackSize(STACK_BYTES)
        .start(() -> run(module, limits, result));
    return result;
  }

  private static void run(
      WasmModule module, PluginLimits limits, CompletableFuture<GuestCode.Loaded> result) {
    try {
      result.complete(translate(module, limits));
    } catch (Throwable e) { // errors included: the verifier and the stack throw them
      result.completeExceptionally(e);
    } finally {
      COMPILING.release();
    }
  }

  private static GuestCode.Loaded translate(WasmModule module, PluginLimits limits) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.compileMillis());
    var compiled =
        Compiler.builder(module)
            .withClassName("dev.wadi.wasm.guest.Guest")
            .withInterpreterFallback(InterpreterFallback.FAIL)
            .withClassCollectorFactory(() -> new GuestClassCollector(deadline))
            .build()
            .compile();
    return ((GuestClassCollector) compiled.collector()).code().load();
  }

  private static WadiException tooLong(PluginLimits limits) {
    return new WadiException(
        ErrorCode.PLUGIN_TIMEOUT,
        "compiling the module took longer than %,d ms".formatted(limits.compileMillis()));
  }

  private static WadiException refused(Throwable cause) {
    return new WadiException(
            ErrorCode.PLUGIN_INVALID,
            "the module cannot be compiled: " + GuestText.shown(String.valueOf(cause.getMessage())),
            cause)
        .withHint("split very large functions, or compile with less inlining");
  }
}
