package dev.wadi.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Short texts that nodes of different plans have in common if the state of one means the same to
/// the other: they do the same to columns that are computed in the same way from the same columns
/// of the same tables. What columns are called does not matter, nor which rows filters leave, nor
/// in which projection something is computed.
public final class PlanIdentity {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<Plan, List<String>> columns = new IdentityHashMap<>();

  /// The identity of a node.
  public String of(Plan plan) {
    JsonNode tree = PlanCodec.tree(Plan.class, plan);
    for (Plan input : sharedInputs(plan)) {
      JsonNode whole = PlanCodec.tree(Plan.class, input);
      ArrayNode computed = NODES.arrayNode();
      columns(input).forEach(computed::add);
      tree = replaced(tree, node -> node.equals(whole) ? computed : null);
    }
    return digest(tree);
  }

  // The side of a broadcast join that is read beforehand is not read again: nothing may change it.
  private static List<Plan> sharedInputs(Plan plan) {
    return plan instanceof Plan.BroadcastJoin join ? List.of(join.probe()) : plan.inputs();
  }

  /// The identity of what a table's splits are.
  public static String of(TableDefinition table) {
    ObjectNode tree = NODES.objectNode();
    tree.put("table", table.name()).put("connector", PluginConnector.nameOf(table.connector()));
    tree.set("options", PlanCodec.tree(Map.class, table.options()));
    return PlanCodec.digest(tree);
  }

  private List<String> columns(Plan plan) {
    List<String> known = columns.get(plan);
    if (known == null) {
      known = computed(plan);
      columns.put(plan, known);
    }
    return known;
  }

  private List<String> computed(Plan plan) {
    return switch (plan) {
      case Plan.Filter filter -> columns(filter.input());
      case Plan.Project project -> {
        List<String> input = columns(project.input());
        yield project.expressions().stream().map(each -> expression(each, input)).toList();
      }
      case Plan.Scan scan ->
          scan.schema().getFields().stream()
              .map(field -> column(scan.table(), field.getName()))
              .toList();
      default -> outputs(of(plan), plan.schema().getFields().size());
    };
  }

  private static String column(TableDefinition table, String name) {
    ArrayNode column = NODES.arrayNode();
    column.add(table.name()).add(PluginConnector.nameOf(table.connector())).add(name);
    return PlanCodec.digest(column);
  }

  private static List<String> outputs(String node, int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(PlanCodec.digest(NODES.arrayNode().add(node).add(i)));
    }
    return all;
  }

  private static String expression(Expression expression, List<String> input) {
    if (expression instanceof Expression.InputColumn(int index, _)) {
      return input.get(index);
    }
    return digest(
        replaced(
            PlanCodec.tree(Expression.class, expression),
            node ->
                node.path("is").asText().equals("InputColumn")
                    ? TextNode.valueOf(input.get(node.get("index").asInt()))
                    : null));
  }

  private static String digest(JsonNode tree) {
    JsonNode copy = tree.deepCopy();
    PluginVersions.forget(copy);
    forgetNames(copy);
    return PlanCodec.digest(copy);
  }

  // As Arrow writes fields.
  private static void forgetNames(JsonNode tree) {
    if (tree instanceof ObjectNode object && object.has("nullable") && object.has("type")) {
      object.remove("name");
    }
    tree.forEach(PlanIdentity::forgetNames);
  }

  /// @param other what stands in the place of a node, or null for the node itself
  private static JsonNode replaced(JsonNode tree, UnaryOperator<JsonNode> other) {
    JsonNode replacement = other.apply(tree);
    if (replacement != null) {
      return replacement;
    }
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        object
            .properties()
            .forEach(each -> copy.set(each.getKey(), replaced(each.getValue(), other)));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode();
        array.forEach(each -> copy.add(replaced(each, other)));
        yield copy;
      }
      default -> tree;
    };
  }
}
