package dev.wadi.planner.lower;

import dev.wadi.planner.parse.Dialect;
import dev.wadi.planner.resolve.SqlTypes;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.linq4j.tree.ClassDeclarationFinder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.FieldDeclaration;
import org.apache.calcite.linq4j.tree.MemberDeclaration;
import org.apache.calcite.linq4j.tree.MethodDeclaration;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexProgramBuilder;

/// The body of a class whose method `evaluate` computes one expression for one row, written by
/// Calcite's own code generator. Objects that it would make for each row, such as compiled
/// patterns, become fields.
final class JavaMethod {
  private static final String ROOT = "root";
  private static final Pattern ROOT_USE = Pattern.compile("(\\w+)\\(root\\)|\\broot\\b");
  // Whose language and time zone: English and UTC, wherever it runs.
  private static final Set<String> WITHOUT_SESSION = Set.of("locale", "timeZone");
  private static final String SESSION =
      """
      final org.apache.calcite.DataContext root =
          org.apache.calcite.DataContexts.of(
              (java.util.Map) com.google.common.collect.ImmutableMap.of(
                  "locale", java.util.Locale.ENGLISH,
                  "timeZone", java.util.TimeZone.getTimeZone("UTC")));
      """;

  private JavaMethod() {}

  /// Calcite cannot write this expression in Java, or it needs a session.
  static final class NotTranslatable extends Exception {
    private static final long serialVersionUID = 1L;

    private NotTranslatable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// @param body over references to the arguments
  static String source(RexBuilder builder, RexNode body, List<RelDataType> arguments)
      throws NotTranslatable {
    try {
      return withSession(members(method(builder, body, arguments)));
    } catch (RuntimeException e) {
      throw new NotTranslatable("no Java for " + body, e);
    }
  }

  private static String withSession(String source) throws NotTranslatable {
    Matcher use = ROOT_USE.matcher(source);
    boolean used = false;
    while (use.find()) {
      if (use.group(1) == null || !WITHOUT_SESSION.contains(use.group(1))) {
        throw new NotTranslatable("needs a session: " + source, null);
      }
      used = true;
    }
    return used ? SESSION + source : source;
  }

  private static MethodDeclaration method(
      RexBuilder builder, RexNode body, List<RelDataType> arguments) {
    ParameterExpression parameter = Expressions.parameter(Object[].class, "arguments");
    ParameterExpression root = Expressions.parameter(DataContext.class, ROOT);
    BlockBuilder block = new BlockBuilder();
    Expression value =
        RexToLixTranslator.translateProjects(
                program(builder, body, arguments),
                SqlTypes.FACTORY,
                Dialect.CONFORMANCE,
                block,
                null,
                null,
                root,
                (list, index, storage) -> argument(list, parameter, index, arguments.get(index)),
                null)
            .getFirst();
    block.add(Expressions.return_(null, JavaValues.toEngine(block, value, body.getType())));
    return Expressions.methodDecl(
        Modifier.PUBLIC, Object.class, "evaluate", List.of(parameter), block.toBlock());
  }

  private static Expression argument(
      BlockBuilder list, ParameterExpression arguments, int index, RelDataType type) {
    Expression value = Expressions.arrayIndex(arguments, Expressions.constant(index));
    Type java = SqlTypes.FACTORY.getJavaClass(type);
    return list.append("argument", JavaValues.fromEngine(value, type, java));
  }

  private static RexProgram program(RexBuilder builder, RexNode body, List<RelDataType> arguments) {
    RelDataTypeFactory.Builder row = builder.getTypeFactory().builder();
    for (int i = 0; i < arguments.size(); i++) {
      row.add("a" + i, arguments.get(i));
    }
    RexProgramBuilder program = new RexProgramBuilder(row.build(), builder);
    program.addProject(body, "result");
    return program.getProgram();
  }

  private static String members(MethodDeclaration method) {
    ClassDeclaration plain =
        Expressions.classDecl(Modifier.PUBLIC, "Evaluator", null, List.of(), List.of(method));
    ClassDeclaration hoisted = plain.accept(ClassDeclarationFinder.create());
    List<MemberDeclaration> members =
        hoisted.memberDeclarations.stream().map(JavaMethod::ofInstance).toList();
    return Expressions.toString(members, "\n", false);
  }

  // A field belongs to one evaluator, which one thread uses: Calcite's would be shared by all.
  private static MemberDeclaration ofInstance(MemberDeclaration member) {
    return member instanceof FieldDeclaration field
        ? new FieldDeclaration(Modifier.FINAL, field.parameter, field.initializer)
        : member;
  }
}
