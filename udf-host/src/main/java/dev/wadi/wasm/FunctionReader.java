package dev.wadi.wasm;

import static dev.wadi.wasm.DescriptionReader.SQL_NAME;
import static dev.wadi.wasm.DescriptionReader.invalid;
import static dev.wadi.wasm.DescriptionReader.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import dev.wadi.wasm.PluginDescription.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.types.pojo.Field;

/// Reads one function of a description.
final class FunctionReader {
  private static final int STATE_COLUMNS_MAX = 16;
  private static final int TABLE_COLUMNS_MAX = 64;
  private static final Map<String, NullHandling> NULLS =
      Map.of("strict", NullHandling.STRICT, "called", NullHandling.CALLED);
  private static final Map<String, Volatility> VOLATILITIES =
      Map.of("immutable", Volatility.IMMUTABLE, "volatile", Volatility.VOLATILE);

  private final JsonNode node;
  private final String name;
  private final String where;

  private FunctionReader(JsonNode node) {
    this.node = node;
    this.name = name(node, "name", SQL_NAME, "a function");
    this.where = "function '%s'".formatted(name);
  }

  static PluginDescription.Function read(JsonNode node) {
    return new FunctionReader(node).function();
  }

  private PluginDescription.Function function() {
    FunctionKind kind = kind();
    List<Value> arguments = values("args", "argument");
    if (arguments.size() > FunctionSignature.ARGUMENTS_MAX) {
      throw invalid(
          where + " has more than %d arguments".formatted(FunctionSignature.ARGUMENTS_MAX));
    }
    checkArguments(kind, arguments);
    return new PluginDescription.Function(
        name,
        DescriptionReader.export(node, name, where),
        arguments,
        kind.equals(FunctionKind.TABLE)
            ? Value.rows(tableColumns())
            : TypeReader.read(node.path("returns"), "result", where + ": the result"),
        oneOf("nulls", "strict", NULLS),
        volatility(kind),
        variadic(),
        kind);
  }

  private FunctionKind kind() {
    String kind = node.path("kind").asText("");
    return switch (kind) {
      case "scalar" -> node.hasNonNull("async") ? async(node.path("async")) : FunctionKind.SCALAR;
      case "aggregate" -> aggregate();
      case "table" -> FunctionKind.TABLE;
      default ->
          throw new WadiException(
              ErrorCode.PLUGIN_ABI_MISMATCH,
              "%s is of the kind '%s', this host knows 'scalar', 'aggregate' and 'table'"
                  .formatted(where, GuestText.shown(kind)));
    };
  }

  private FunctionKind async(JsonNode settings) {
    return new FunctionKind.Async(
        settings.path("ordered").asBoolean(true),
        (int) number(settings, "in_flight", 100, 1, 1_000),
        number(settings, "timeout_ms", 5_000, 1, 60_000),
        (int) number(settings, "retries", 2, 0, 10));
  }

  private long number(JsonNode settings, String field, long otherwise, long least, long most) {
    JsonNode value = settings.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      throw invalid(
          "%s has async.%s %s, expected %,d to %,d"
              .formatted(where, field, GuestText.shown(value.toString()), least, most));
    }
    return value.asLong();
  }

  // What another system answers may differ the next time.
  private Volatility volatility(FunctionKind kind) {
    Volatility declared = oneOf("volatility", "immutable", VOLATILITIES);
    return kind instanceof FunctionKind.Async ? Volatility.VOLATILE : declared;
  }

  private List<Value> tableColumns() {
    List<Value> columns = columns(node, where);
    if (columns.isEmpty()) {
      throw invalid("%s has 0 columns, expected 1 to %d".formatted(where, TABLE_COLUMNS_MAX));
    }
    return columns;
  }

  /// The columns that something gives; none if it does not say.
  static List<Value> columns(JsonNode node, String where) {
    List<Value> columns = values(node, where, "columns", "column");
    if (columns.size() > TABLE_COLUMNS_MAX) {
      throw invalid(
          "%s has %d columns, expected 1 to %d"
              .formatted(where, columns.size(), TABLE_COLUMNS_MAX));
    }
    Set<String> names = new HashSet<>();
    for (Value column : columns) {
      if (!names.add(column.name())) {
        throw invalid("%s has the column '%s' twice".formatted(where, column.name()));
      }
    }
    return columns;
  }

  private FunctionKind aggregate() {
    List<Field> state = values("state", "state column").stream().map(Value::field).toList();
    if (state.isEmpty() || state.size() > STATE_COLUMNS_MAX) {
      throw invalid(
          "%s has %d columns of state, expected 1 to %d"
              .formatted(where, state.size(), STATE_COLUMNS_MAX));
    }
    if (state.stream().anyMatch(column -> !column.isNullable())) {
      throw invalid(where + " has state that is not nullable, but groups without rows have none");
    }
    return new FunctionKind.Aggregate(state, node.path("retracts").asBoolean(false));
  }

  private void checkArguments(FunctionKind kind, List<Value> arguments) {
    boolean aggregate = kind instanceof FunctionKind.Aggregate;
    if (variadic() && (arguments.isEmpty() || aggregate)) {
      throw invalid(where + " has no argument that could be repeated");
    }
    if (aggregate && arguments.stream().anyMatch(FunctionReader::hides)) {
      throw invalid(where + " takes no nulls inside of an argument, which an aggregate has to");
    }
  }

  // Whether nulls inside are not taken. The entries and keys of a map are never null anyway.
  private static boolean hides(Value value) {
    List<Value> inside = value.children();
    if (value.format().equals(ArrowFormat.MAP)) {
      inside = List.of(inside.getFirst().children().getLast());
    }
    return inside.stream().anyMatch(child -> !child.nullable() || hides(child));
  }

  private boolean variadic() {
    return node.path("variadic").asBoolean(false);
  }

  private List<Value> values(String field, String what) {
    return values(node, where, field, what);
  }

  private static List<Value> values(JsonNode node, String where, String field, String what) {
    return StreamSupport.stream(node.path(field).spliterator(), false)
        .map(value -> {
          String valueName = name(value, "name", SQL_NAME, "%s: an %s".formatted(where, what));
          return TypeReader.read(value, valueName, "%s: %s '%s'".formatted(where, what, valueName));
        })
        .toList();
  }

  private <T> T oneOf(String field, String otherwise, Map<String, T> values) {
    String text = node.path(field).asText(otherwise);
    T value = values.get(text);
    if (value == null) {
      throw invalid(
          "%s has %s '%s', expected one of %s"
              .formatted(
                  where, field, GuestText.shown(text), values.keySet().stream().sorted().toList()));
    }
    return value;
  }
}
