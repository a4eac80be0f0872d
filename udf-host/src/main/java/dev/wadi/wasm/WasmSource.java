package dev.wadi.wasm;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.wasm.PluginDescription.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A table of a plugin's source.
final class WasmSource implements Source {
  private static final int SPLITS_MAX = 10_000;
  private static final int SPLIT_ID_LENGTH_MAX = 255;
  private static final List<Field> PARAMETERS =
      List.of(Parameters.text("options"), Parameters.integer("parallelism"));
  private static final List<Field> IDS = List.of(Parameters.text("id"));

  private final PluginModule module;
  private final SourceDescription source;
  private final String table;
  private final String options;
  private final List<Value> columns;
  private final boolean bounded;

  /// @param table its name
  /// @param options as JSON, checked
  /// @param columns of the table
  WasmSource(
      PluginModule module,
      SourceDescription source,
      String table,
      String options,
      List<Value> columns,
      boolean bounded) {
    this.module = module;
    this.source = source;
    this.table = table;
    this.options = options;
    this.columns = List.copyOf(columns);
    this.bounded = bounded;
  }

  @Override
  public boolean bounded() {
    return bounded;
  }

  // How long a guest takes is not for the host to know.
  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public List<Split> splits(int parallelism) {
    String export = source.export() + SourceDescription.SPLITS;
    if (module.guest().functionIndex(export) < 0) {
      return List.of(new Split("0", ""));
    }
    try (MemoryScope memory = MemoryScope.unlimited();
        var instance =
            new ConnectorInstance<>(
                module,
                source.name(),
                "table '%s'".formatted(table),
                (guest, user) -> new ConnectorCall(guest, user, export, PARAMETERS, IDS));
        Parameters parameters =
            Parameters.of(memory.allocator(), PARAMETERS, options, parallelism);
        var ids = (VarCharVector) IDS.getFirst().createVector(memory.allocator())) {
      return instance.get(call -> {
        call.run(parameters.vectors(), 1, SPLITS_MAX);
        int count = call.rows(SPLITS_MAX, List.of(ids));
        return splits(call, ids, count);
      });
    }
  }

  private static List<Split> splits(ConnectorCall call, VarCharVector ids, int count) {
    Set<String> seen = new HashSet<>();
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = new String(ids.get(i), StandardCharsets.UTF_8);
      if (id.isEmpty()
          || id.length() > SPLIT_ID_LENGTH_MAX
          || !id.equals(GuestText.printable(id))) {
        throw call.bad(
            "split %d is '%s', expected 1 to %d printable characters"
                .formatted(i, GuestText.shown(id), SPLIT_ID_LENGTH_MAX));
      }
      if (!seen.add(id)) {
        throw call.bad("the split '%s' is there twice".formatted(id));
      }
      splits.add(new Split(id, ""));
    }
    return splits;
  }

  @Override
  public SplitReader open(Split split, ReadContext context) {
    List<Value> read = context.columns().stream().map(columns::get).toList();
    var instance =
        new ConnectorInstance<>(
            module,
            source.name(),
            "table '%s', split '%s'".formatted(table, split.id()),
            (guest, user) ->
                SourceCalls.open(
                    guest, user, source.export(), options, split, context.allocator(), read));
    return new WasmSplitReader(instance, context.batchRows(), context.maxWaitMillis());
  }
}
