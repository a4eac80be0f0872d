package dev.wadi.wasm.conformance;

import dev.wadi.wasm.GuestAllocator;
import dev.wadi.wasm.PluginModule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The checks of `wadi_alloc` and `wadi_free`.
final class AllocatorChecks {
  private static final String NAME = "allocator";
  private static final int[] SIZES = {1, 7, 8, 64, 100, 1_000, 4_096, 65_536, 200_000};
  private static final int[] ALIGNMENTS = {1, 8, 64};
  private static final int ROUNDS = 300;

  private final PluginModule module;
  private final Random random;

  AllocatorChecks(PluginModule module, long seed) {
    this.module = module;
    this.random = new Random(seed);
  }

  private record Block(long address, int size, int alignment, byte content) {
    private boolean overlaps(Block other) {
      return address < other.address + other.size && other.address < address + size;
    }

    @Override
    public String toString() {
      return "%,d bytes aligned to %d at 0x%x".formatted(size, alignment, address);
    }
  }

  Finding run() {
    try (GuestAllocator allocator = GuestAllocator.open(module)) {
      allocator.free(allocator.allocate(1, 1), 1, 1);
      List<Block> blocks = new ArrayList<>();
      for (int size : SIZES) {
        for (int alignment : ALIGNMENTS) {
          blocks.add(take(allocator, size, alignment));
        }
      }
      List<String> wrong = problems(allocator, blocks);
      if (wrong.isEmpty()) {
        Collections.shuffle(blocks, random);
        blocks.forEach(block -> allocator.free(block.address(), block.size(), block.alignment()));
        wrong = lost(allocator);
      }
      return wrong.isEmpty()
          ? Finding.passed(NAME, "%,d blocks".formatted(blocks.size()))
          : Finding.failed(NAME, wrong.getFirst(), List.of());
    }
  }

  private Block take(GuestAllocator allocator, int size, int alignment) {
    long address = allocator.allocate(size, alignment);
    byte content = (byte) random.nextInt(1, 256);
    if (address != 0) {
      allocator.fill(address, size, content);
    }
    return new Block(address, size, alignment, content);
  }

  private static List<String> problems(GuestAllocator allocator, List<Block> blocks) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.address() == 0) {
        problems.add("wadi_alloc has no block of %,d bytes".formatted(block.size()));
      } else if (block.address() % block.alignment() != 0) {
        problems.add("wadi_alloc gives " + block + ", which is not aligned");
      }
      for (Block other : blocks.subList(0, i)) {
        if (other.overlaps(block)) {
          problems.add("wadi_alloc gives %s, where %s are".formatted(block, other));
        }
      }
      if (problems.isEmpty() && !isUntouched(allocator, block)) {
        problems.add("wadi_alloc writes into " + block + ", which it gave before");
      }
    }
    return problems;
  }

  private static boolean isUntouched(GuestAllocator allocator, Block block) {
    return allocator.isFilled(block.address(), block.size(), block.content());
  }

  // What is given back can be had again.
  private static List<String> lost(GuestAllocator allocator) {
    long before = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int size : SIZES) {
        allocator.free(allocator.allocate(size, 64), size, 64);
      }
      before = round == ROUNDS / 2 ? allocator.memoryBytes() : before;
    }
    return allocator.memoryBytes() > before
        ? List.of("wadi_free loses memory: it grew to %,d bytes".formatted(allocator.memoryBytes()))
        : List.of();
  }
}
