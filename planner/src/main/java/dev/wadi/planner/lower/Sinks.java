package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Several INSERTs into one table become one writer, since two of them could write the same file.
public final class Sinks {
  private Sinks() {}

  /// One per table, in the order of their first INSERT.
  public static List<Plan.Write> merged(List<Plan.Write> writes) {
    Map<TableDefinition, List<Plan.Write>> byTable = new LinkedHashMap<>();
    writes.forEach(
        write -> byTable.computeIfAbsent(write.table(), _ -> new ArrayList<>()).add(write));
    return byTable.values().stream().map(Sinks::merge).toList();
  }

  private static Plan.Write merge(List<Plan.Write> writes) {
    boolean changelog = writes.stream().anyMatch(Plan.Write::changelog);
    List<Plan> inputs =
        writes.stream()
            .map(write -> changelog && !write.changelog() ? added(write.input()) : write.input())
            .toList();
    return new Plan.Write(union(inputs), writes.getFirst().table(), changelog);
  }

  // With the change kind of rows that are only added.
  private static Plan added(Plan input) {
    List<Field> fields = input.schema().getFields();
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(new InputColumn(i, Types.unnamed(fields.get(i))));
      names.add(fields.get(i).getName());
    }
    columns.add(Plans.INSERTED);
    names.add(ChangeKind.FIELD.getName());
    return Plans.project(input, columns, names);
  }

  private static Plan union(List<Plan> inputs) {
    if (inputs.size() == 1) {
      return inputs.getFirst();
    }
    Schema common = common(inputs);
    return new Plan.Union(inputs.stream().map(input -> as(input, common)).toList());
  }

  // The types are those of the table; a column may be null if it is in any of the inputs.
  private static Schema common(List<Plan> inputs) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < inputs.getFirst().schema().getFields().size(); i++) {
      int column = i;
      fields.add(
          inputs.stream()
              .map(input -> input.schema().getFields().get(column))
              .filter(Field::isNullable)
              .findFirst()
              .orElse(inputs.getFirst().schema().getFields().get(column)));
    }
    return new Schema(fields);
  }

  private static Plan as(Plan input, Schema common) {
    List<Field> fields = input.schema().getFields();
    IntStream all = IntStream.range(0, fields.size());
    if (all.allMatch(i -> fields.get(i).isNullable() == common.getFields().get(i).isNullable())) {
      return input;
    }
    List<Expression> columns =
        IntStream.range(0, fields.size())
            .<Expression>mapToObj(i -> new InputColumn(i, Types.unnamed(common.getFields().get(i))))
            .toList();
    return new Plan.Project(input, columns, common);
  }
}
