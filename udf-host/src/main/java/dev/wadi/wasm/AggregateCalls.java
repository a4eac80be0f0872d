package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.wasm.ArenaColumn.Room;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What it takes to call one aggregate in one instance.
final class AggregateCalls {
  static final String UPDATE = "_update";
  static final String MERGE = "_merge";
  static final String RESULT = "_result";

  private static final Field GROUP = Field.notNullable("group", new ArrowType.Int(32, true));
  private static final Field SIGN = Field.notNullable("sign", new ArrowType.Int(8, true));

  private final PluginGuest guest;
  private final Changes update;
  private final Changes merge;
  private final Results results;

  AggregateCalls(
      PluginGuest guest, PluginDescription.Function function, FunctionKind.Aggregate aggregate) {
    List<Field> rows = new ArrayList<>(List.of(GROUP));
    if (aggregate.retracts()) {
      rows.add(SIGN);
    }
    function.arguments().forEach(argument -> rows.add(argument.field()));
    List<Field> partial = new ArrayList<>(List.of(GROUP));
    partial.addAll(aggregate.state());
    ColumnShape state = ColumnShape.batch(aggregate.state());
    this.guest = guest;
    this.update = new Changes(ColumnShape.batch(rows), state, function.export() + UPDATE);
    this.merge = new Changes(ColumnShape.batch(partial), state, function.export() + MERGE);
    this.results = new Results(state, function);
  }

  /// Calls of a function that changes states.
  private final class Changes {
    private final InputArena arena;
    private final ArenaColumn states;
    private final GuestColumns reader;
    private final int function;

    private Changes(ColumnShape rows, ColumnShape state, String export) {
      this.states = ArenaColumn.batch(state, Room.CHANGED);
      this.arena = new InputArena(guest, ArenaColumn.batch(rows, Room.ARGUMENT), states);
      this.reader = new GuestColumns(guest.memory());
      this.function = guest.module().functionIndex(export);
    }

    private int call(List<FieldVector> rows, int rowCount, List<FieldVector> state, int groups) {
      guest.instance().refuel();
      arena.start(rows, rowCount, state, groups);
      for (int i = 0; i < rows.size(); i++) {
        arena.writeArgument(i, rows.get(i), rowCount);
      }
      arena.writeChanged(state, groups);
      int code = guest.call(function, arena);
      if (code == ReturnCode.OK) {
        take(state, groups);
      }
      return code;
    }

    private void take(List<FieldVector> state, int groups) {
      reader.start(arena.home());
      reader.checkLength(states, groups);
      for (int i = 0; i < state.size(); i++) {
        reader.readColumn(states.children[i], groups, state.get(i));
      }
      guest.release(arena, states);
    }
  }

  /// Calls of the function that makes results of states.
  private final class Results {
    private final InputArena arena;
    private final ArenaColumn output;
    private final AskedRows asked;
    private final ResultReader reader;
    private final int function;

    private Results(ColumnShape state, PluginDescription.Function described) {
      this.output = ArenaColumn.of(ColumnShape.of(described.result().field()), Room.RESULT);
      this.arena = new InputArena(guest, ArenaColumn.batch(state, Room.ARGUMENT), output);
      this.asked = new AskedRows(state.children(), NullHandling.CALLED);
      this.reader = new ResultReader(output, guest.memory());
      this.function = guest.module().functionIndex(described.export() + RESULT);
    }

    private int call(List<FieldVector> state, int groups, FieldVector result) {
      guest.instance().refuel();
      arena.start(state, groups);
      asked.write(arena, output, state, groups);
      int code = guest.call(function, arena);
      if (code == ReturnCode.OK) {
        reader.read(arena.home(), asked, groups, result);
        guest.release(arena, output);
      }
      return code;
    }
  }

  /// @return the guest's return code, as that of the others
  int update(List<FieldVector> rows, int rowCount, List<FieldVector> state, int groups) {
    return update.call(rows, rowCount, state, groups);
  }

  int merge(List<FieldVector> partial, int rowCount, List<FieldVector> state, int groups) {
    return merge.call(partial, rowCount, state, groups);
  }

  int result(List<FieldVector> state, int groups, FieldVector result) {
    return results.call(state, groups, result);
  }
}
