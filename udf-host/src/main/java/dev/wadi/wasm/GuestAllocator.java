package dev.wadi.wasm;

/// Memory of an instance of its own as the host gets it from a plugin, for those who test plugins.
/// What a guest must not do is a {@link dev.wadi.sdk.error.WadiException}, as in any other use.
public final class GuestAllocator implements AutoCloseable {
  private final OwnInstance<PluginGuest> own;

  private GuestAllocator(OwnInstance<PluginGuest> own) {
    this.own = own;
  }

  public static GuestAllocator open(PluginModule module) {
    return new GuestAllocator(new OwnInstance<>(module, "wadi_alloc", guest -> guest));
  }

  /// @return the block's address; 0 if there is no memory
  public long allocate(int size, int alignment) {
    return own.use((guest, _) -> {
      guest.instance().refuel();
      int function = guest.module().functionIndex("wadi_alloc");
      return Integer.toUnsignedLong(guest.instance().call(function, size, alignment));
    });
  }

  public void free(long address, int size, int alignment) {
    own.use((guest, _) -> {
      guest.instance().refuel();
      int function = guest.module().functionIndex("wadi_free");
      guest.instance().run(function, (int) address, size, alignment);
      return guest;
    });
  }

  /// Fills a block with one byte.
  public void fill(long address, int size, byte value) {
    own.use((guest, _) -> {
      guest.memory().fill(value, (int) address, (int) address + size);
      return guest;
    });
  }

  /// Whether a block is full of one byte.
  public boolean isFilled(long address, int size, byte value) {
    return own.use((guest, _) -> {
      for (byte found : guest.memory().readBytes((int) address, size)) {
        if (found != value) {
          return false;
        }
      }
      return true;
    });
  }

  /// The size of the instance's memory.
  public long memoryBytes() {
    return own.use((guest, _) -> guest.memory().size());
  }

  @Override
  public void close() {
    own.close();
  }
}
