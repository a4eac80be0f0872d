package dev.wadi.sdk.batch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/// The off-heap memory of one execution on one member: an Arrow allocator that knows each chunk it
/// handed out. A dataflow that is cancelled or fails drops queued batches without a word; closing
/// the scope frees them. Close it only when no thread of the execution runs any more.
///
/// Thread-safe, except that {@link #close()} must come last.
public final class MemoryScope implements AutoCloseable {
  private static final AtomicLong BYTES_IN_USE = new AtomicLong();

  private final Set<Chunk> live = ConcurrentHashMap.newKeySet();
  private final MemoryBudget budget;
  private final BufferAllocator allocator;
  private volatile boolean freed;

  /// @param limitBytes how much the execution may hold; beyond it an allocation fails
  public MemoryScope(long limitBytes) {
    this(limitBytes, MemoryBudget.unlimited());
  }

  /// @param limitBytes how much the execution may hold; beyond it an allocation fails
  /// @param budget that it shares with others
  public MemoryScope(long limitBytes, MemoryBudget budget) {
    this.budget = budget;
    this.allocator =
        new RootAllocator(
            RootAllocator.configBuilder()
                .maxAllocation(limitBytes)
                .allocationManagerFactory(new ChunkFactory())
                .build());
  }

  public static MemoryScope unlimited() {
    return new MemoryScope(Long.MAX_VALUE);
  }

  /// Off-heap bytes held by all scopes of this process: zero when nothing runs.
  public static long bytesInUseOfProcess() {
    return BYTES_IN_USE.get();
  }

  public BufferAllocator allocator() {
    return allocator;
  }

  /// Off-heap bytes held by this scope now.
  public long bytesInUse() {
    return live.stream().mapToLong(Chunk::getSize).sum();
  }

  /// Frees what is left.
  @Override
  public void close() {
    free();
  }

  /// Frees what is left and says how many bytes that was: zero after a run that ended well.
  public long free() {
    freed = true;
    long orphanBytes = 0;
    for (Chunk chunk : live) {
      orphanBytes += chunk.getSize();
      chunk.release0();
    }
    if (orphanBytes == 0) {
      allocator.close();
    }
    return orphanBytes;
  }

  private final class ChunkFactory implements AllocationManager.Factory {
    private static final ArrowBuf EMPTY = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

    @Override
    public AllocationManager create(BufferAllocator accountingAllocator, long size) {
      return new Chunk(accountingAllocator, size);
    }

    @Override
    public ArrowBuf empty() {
      return EMPTY;
    }
  }

  private final class Chunk extends AllocationManager {
    private final long address;
    private final long size;

    private Chunk(BufferAllocator accountingAllocator, long size) {
      super(accountingAllocator);
      this.size = size;
      budget.take(size, allocator.getAllocatedMemory());
      this.address = allocate(size);
      BYTES_IN_USE.addAndGet(size);
      live.add(this);
      if (freed) {
        release0();
        throw new IllegalStateException("the execution is over");
      }
    }

    private long allocate(long bytes) {
      try {
        return MemoryUtil.allocateMemory(bytes);
      } catch (OutOfMemoryError e) {
        budget.giveBack(bytes);
        throw new OutOfMemoryException("the system has no more memory", e);
      }
    }

    // The address tells live chunks apart and is at hand; an identity hash has to be made up.
    @Override
    public int hashCode() {
      return Long.hashCode(address >>> 4);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public long getSize() {
      return size;
    }

    @Override
    protected long memoryAddress() {
      return address;
    }

    @Override
    protected void release0() {
      if (live.remove(this)) {
        MemoryUtil.freeMemory(address);
        BYTES_IN_USE.addAndGet(-size);
        budget.giveBack(size);
      }
    }
  }
}
