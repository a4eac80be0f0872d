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
    return byTable.values().stream().map(Sinks::one).toList();
  }

  private static Plan.Write one(List<Plan.Write> writes) {
    if (writes.size() == 1) {
      return writes.getFirst();
    }
    boolean changelog = writes.stream().anyMatch(Plan.Write::changelog);
    List<Plan> inputs = writes.stream().map(write -> input(write, changelog)).toList();
    Schema common = common(inputs);
    Plan union = new Plan.Union(inputs.stream().map(input -> as(input, common)).toList());
    return new Plan.Write(union, writes.getFirst().table(), changelog);
  }

  private static Plan input(Plan.Write write, boolean changelog) {
    if (write.changelog() == changelog) {
      return write.input();
    }
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Field field : write.input().schema().getFields()) {
      columns.add(new InputColumn(columns.size(), Types.unnamed(field)));
      names.add(field.getName());
    }
    columns.add(Plans.INSERTED);
    names.add(ChangeKind.FIELD.getName());
    return Plans.project(write.input(), columns, names);
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
