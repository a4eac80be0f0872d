package dev.wadi.connectors.parquet;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/// Finds a table's columns in a file, by name or else by the only name that differs in case, and
/// plans how to read them.
final class ColumnMatch {
  private final Path file;
  private final MessageType schema;
  private final List<String[]> leaves = new ArrayList<>();

  ColumnMatch(Path file, MessageType schema) {
    this.file = file;
    this.schema = schema;
  }

  /// The paths of all leaves that the matched columns need.
  List<String[]> leaves() {
    return leaves;
  }

  /// @throws WadiException if the file has no such column, or one of an incompatible type
  Node match(Field column) {
    Type type = find(schema, column.getName(), column.getName());
    return node(type, column, List.of(type.getName()), Slots.OF_ROWS, column.getName());
  }

  private Type find(GroupType group, String name, String path) {
    if (group.containsField(name)) {
      return group.getType(name);
    }
    List<Type> similar =
        group.getFields().stream().filter(type -> type.getName().equalsIgnoreCase(name)).toList();
    if (similar.size() != 1) {
      String known =
          group.getFields().stream().map(Type::getName).collect(Collectors.joining(", "));
      throw new WadiException(
          ErrorCode.COLUMN_NOT_FOUND,
          "%s has %s column '%s'; it has: %s"
              .formatted(file, similar.isEmpty() ? "no" : "more than one", path, known));
    }
    return similar.get(0);
  }

  private Node node(Type type, Field column, List<String> path, Slots slots, String name) {
    return switch (column.getType()) {
      case ArrowType.Struct _ -> struct(type, column, path, slots, name);
      case ArrowType.List _ -> list(type, column, path, slots, name);
      case ArrowType.Map _ -> map(type, column, path, slots, name);
      default -> leaf(type, column, path, slots, name);
    };
  }

  private Node leaf(Type type, Field column, List<String> path, Slots slots, String name) {
    if (!type.isPrimitive()) {
      throw incompatible(type, column, name);
    }
    LeafTarget target =
        LeafTargets.find(type.asPrimitiveType(), column)
            .orElseThrow(() -> incompatible(type, column, name));
    String[] leaf = path.toArray(String[]::new);
    leaves.add(leaf);
    return new LeafNode(schema.getColumnDescription(leaf), slots, target);
  }

  private Node struct(Type type, Field column, List<String> path, Slots slots, String name) {
    if (type.isPrimitive()
        || type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
        || type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
      throw incompatible(type, column, name);
    }
    List<Node> fields = new ArrayList<>();
    for (Field field : column.getChildren()) {
      String fieldName = name + "." + field.getName();
      Type fieldType = find(type.asGroupType(), field.getName(), fieldName);
      fields.add(node(fieldType, field, append(path, fieldType), slots, fieldName));
    }
    return new StructNode(fields, slots, definitionLevel(path));
  }

  private Node list(Type type, Field column, List<String> path, Slots slots, String name) {
    if (type.isPrimitive()
        || !(type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation)
        || type.asGroupType().getFieldCount() != 1) {
      throw incompatible(type, column, name);
    }
    Type repeated = type.asGroupType().getType(0);
    List<String> repeatedPath = append(path, repeated);
    Slots elements = elementSlots(repeatedPath);
    // Old writers repeat the element itself instead of a group around it.
    boolean wrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
    Type element = wrapped ? repeated.asGroupType().getType(0) : repeated;
    List<String> elementPath = wrapped ? append(repeatedPath, element) : repeatedPath;
    Node node = node(element, column.getChildren().get(0), elementPath, elements, name + "[]");
    return new ListNode(node, slots, definitionLevel(path), elements);
  }

  // A list of entries, each a group of the key and the value, whatever they are called.
  private Node map(Type type, Field column, List<String> path, Slots slots, String name) {
    if (type.isPrimitive()
        || !(type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation)
        || type.asGroupType().getFieldCount() != 1
        || type.asGroupType().getType(0).isPrimitive()
        || type.asGroupType().getType(0).asGroupType().getFieldCount() != 2) {
      throw incompatible(type, column, name);
    }
    Type repeated = type.asGroupType().getType(0);
    List<String> repeatedPath = append(path, repeated);
    Slots entries = elementSlots(repeatedPath);
    List<Field> fields = column.getChildren().get(0).getChildren();
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Type part = repeated.asGroupType().getType(i);
      String partName = name + "." + fields.get(i).getName();
      parts.add(node(part, fields.get(i), append(repeatedPath, part), entries, partName));
    }
    Node entry = new StructNode(parts, entries, definitionLevel(repeatedPath));
    return new ListNode(entry, slots, definitionLevel(path), entries);
  }

  private Slots elementSlots(List<String> repeated) {
    return new Slots(
        schema.getMaxRepetitionLevel(repeated.toArray(String[]::new)), definitionLevel(repeated));
  }

  private static List<String> append(List<String> path, Type type) {
    List<String> longer = new ArrayList<>(path);
    longer.add(type.getName());
    return longer;
  }

  private int definitionLevel(List<String> path) {
    return schema.getMaxDefinitionLevel(path.toArray(String[]::new));
  }

  private WadiException incompatible(Type type, Field column, String name) {
    return new WadiException(
            ErrorCode.TYPE_MISMATCH,
            "%s: column '%s' is %s in the file, which cannot be read as %s"
                .formatted(file, name, describe(type), SqlType.of(column)))
        .withHint("declare the column as the file has it, and convert it in SQL");
  }

  private static String describe(Type type) {
    String annotation =
        type.getLogicalTypeAnnotation() == null ? "" : type.getLogicalTypeAnnotation().toString();
    if (!type.isPrimitive()) {
      return annotation.isEmpty() ? "a group" : annotation;
    }
    String physical = type.asPrimitiveType().getPrimitiveTypeName().toString();
    return annotation.isEmpty() ? physical : physical + " " + annotation;
  }
}
