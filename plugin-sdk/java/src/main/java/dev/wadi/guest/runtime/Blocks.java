package dev.wadi.guest.runtime;

import org.teavm.backend.wasm.WasmHeap;
import org.teavm.interop.Address;

/// Memory beyond the Java heap, whose objects move. A block is a power of two long, at least 64
/// bytes, and aligned to 64. Those that are given back are handed out again.
public final class Blocks {
  private static final int SMALLEST = 6;
  private static final int LARGEST = 30;
  private static final int PAGE_BYTES = 65_536;

  // Of each power of two a free block, which begins with the address of the next one.
  private static final int[] FREE = new int[LARGEST + 1];

  // Where memory begins that was never handed out, and where it ends.
  private static int next;
  private static int end;

  private Blocks() {}

  /// @return 0 if there is no memory
  public static int allocate(int size) {
    int power = power(size);
    if (size <= 0 || power > LARGEST) {
      return 0;
    }
    int block = FREE[power];
    if (block != 0) {
      FREE[power] = Address.fromInt(block).getInt();
      return block;
    }
    return take(1 << power);
  }

  private static int take(int bytes) {
    if (end == 0) {
      // From now on the Java heap does not grow, so that what lies behind it is free.
      WasmHeap.maxHeapSize = WasmHeap.heapSize;
      next = WasmHeap.memoryLimit.toInt();
      end = next;
    }
    if (bytes > end - next) {
      int pages = (bytes - (end - next) + PAGE_BYTES - 1) / PAGE_BYTES;
      if (growMemory(pages) < 0) {
        return 0;
      }
      end += pages * PAGE_BYTES;
    }
    int block = next;
    next += bytes;
    return block;
  }

  // `memory.grow`: the pages there were, or -1. WasmHeap's does not tell.
  private static native int growMemory(int pages);

  public static void free(int block, int size) {
    int power = power(size);
    Address.fromInt(block).putInt(FREE[power]);
    FREE[power] = block;
  }

  private static int power(int size) {
    return Math.max(SMALLEST, 32 - Integer.numberOfLeadingZeros(size - 1));
  }
}
