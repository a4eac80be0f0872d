package dev.wadi.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;

/// The function tables of one instance: they lie on the heap of the JVM, so all of them together
/// have a limit.
final class GuestTables {
  private static final int ENTRIES_PER_FUEL_SHIFT = 3;

  private final FuelTank fuel;
  private int entriesLeft;

  GuestTables(PluginLimits limits, FuelTank fuel) {
    this.fuel = fuel;
    this.entriesLeft = limits.tableEntries();
  }

  /// A table with limits of its own: growing one changes them, and the declared ones belong to the
  /// shared module.
  TableInstance create(Table declared, int initialValue) {
    TableLimits limits = declared.limits();
    entriesLeft -= (int) limits.min();
    TableLimits own = new TableLimits(limits.min(), limits.max());
    return new LimitedTable(new Table(declared.elementType(), own), initialValue);
  }

  private final class LimitedTable extends TableInstance {
    private LimitedTable(Table table, int initialValue) {
      super(table, initialValue);
    }

    @Override
    public int grow(int entries, int value, Instance instance) {
      if (entries < 0 || entries > entriesLeft) {
        return -1;
      }
      // It is copied as a whole.
      fuel.burn((size() + entries) >>> ENTRIES_PER_FUEL_SHIFT);
      int sizeBefore = super.grow(entries, value, instance);
      if (sizeBefore >= 0) {
        entriesLeft -= entries;
      }
      return sizeBefore;
    }
  }
}
