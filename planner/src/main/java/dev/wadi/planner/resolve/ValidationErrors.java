package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;

/// Turns what Calcite's validator throws into our errors.
final class ValidationErrors {
  /// The first pattern that is found in the message decides; its first group, if it has one, is the
  /// name that was not found.
  private record Rule(Pattern pattern, ErrorCode code) {
    Rule(String pattern, ErrorCode code) {
      this(Pattern.compile(pattern), code);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("^(?:Object|Table) '([^']*)' not found", ErrorCode.TABLE_NOT_FOUND),
          new Rule("^Column '(?:[^']*\\.)?([^'.]*)' not found", ErrorCode.COLUMN_NOT_FOUND),
          new Rule("^Unknown field '([^']*)'", ErrorCode.COLUMN_NOT_FOUND),
          new Rule("^Unknown identifier '([^']*)'", ErrorCode.UNSUPPORTED_SQL),
          new Rule("'\\$?(TUMBLE|HOP|CUMULATE|SESSION)'", ErrorCode.INVALID_WINDOW),
          new Rule("^Invalid number of arguments to function '(\\w+)'", ErrorCode.TYPE_MISMATCH),
          new Rule("^Table or column alias '([^']*)' not found", ErrorCode.COLUMN_NOT_FOUND),
          new Rule("^No match found for function signature (\\w+)", ErrorCode.FUNCTION_NOT_FOUND),
          new Rule("^Function '(\\w+)' not found", ErrorCode.FUNCTION_NOT_FOUND),
          new Rule("^Duplicate (?:relation|alias|column|name)", ErrorCode.DUPLICATE_NAME),
          new Rule("^Cannot apply ", ErrorCode.TYPE_MISMATCH),
          new Rule("^Cast function cannot convert", ErrorCode.TYPE_MISMATCH),
          new Rule(
              "(?i)type mismatch|incompatible types?|compatible types", ErrorCode.TYPE_MISMATCH),
          new Rule("(?i)illegal mixing of types", ErrorCode.TYPE_MISMATCH),
          new Rule("clause must be a condition", ErrorCode.TYPE_MISMATCH),
          new Rule("^Cannot infer", ErrorCode.TYPE_MISMATCH),
          new Rule("(?i)must be of type|expected type|numeric value", ErrorCode.TYPE_MISMATCH));

  private final Supplier<Set<String>> tables;
  private final Supplier<Set<String>> writeOnly;
  private final Supplier<Set<String>> empty;
  private final Supplier<Set<String>> columns;
  private final Supplier<Operators> operators;

  /// @param tables names of tables and views, for hints, like the other names
  /// @param writeOnly tables that have no columns of their own
  /// @param empty memory tables that nothing has filled yet
  ValidationErrors(
      Supplier<Set<String>> tables,
      Supplier<Set<String>> writeOnly,
      Supplier<Set<String>> empty,
      Supplier<Set<String>> columns,
      Supplier<Operators> operators) {
    this.tables = tables;
    this.writeOnly = writeOnly;
    this.empty = empty;
    this.columns = columns;
    this.operators = operators;
  }

  /// @param statement where to point if Calcite does not say where
  WadiException translate(RuntimeException thrown, SqlNode statement) {
    Optional<WadiException> ours = WadiException.findIn(thrown);
    if (ours.isPresent()) {
      return ours.get();
    }
    if (thrown instanceof CalciteContextException context) {
      return translate(context, statement);
    }
    if (thrown instanceof ArrowTypes.UnsupportedType type) {
      return new WadiException(
              ErrorCode.UNSUPPORTED_SQL,
              "the type %s is not supported".formatted(type.getMessage()))
          .withHint("convert the value to another type where it comes from")
          .at(Positions.of(statement.getParserPosition()));
    }
    throw thrown;
  }

  private WadiException translate(CalciteContextException context, SqlNode statement) {
    SourcePosition position =
        Positions.of(
            context.getPosLine(),
            context.getPosColumn(),
            context.getEndPosLine(),
            context.getEndPosColumn());
    Throwable cause = context.getCause();
    String message = cause == null ? context.getMessage() : String.valueOf(cause.getMessage());
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(message);
      if (matcher.find()) {
        String name = matcher.groupCount() == 0 ? null : matcher.group(1);
        return advised(describe(rule.code(), name, message, context, statement), message)
            .at(position);
      }
    }
    WadiException error = new WadiException(ErrorCode.INVALID_SQL, decapitalized(message), context);
    return advised(error, message).at(position);
  }

  private static WadiException advised(WadiException error, String message) {
    return error.hint().isPresent()
        ? error
        : ValidationHints.of(message).map(error::withHint).orElse(error);
  }

  private WadiException describe(
      ErrorCode code,
      String name,
      String message,
      CalciteContextException cause,
      SqlNode statement) {
    return switch (code) {
      case TABLE_NOT_FOUND -> table(name, cause);
      case COLUMN_NOT_FOUND -> column(name, cause);
      // Names of types and of DESCRIPTOR's columns are both reported like this.
      case UNSUPPORTED_SQL ->
          TypeNames.in(statement).contains(name) ? type(name, cause) : column(name, cause);
      case INVALID_WINDOW -> {
        WindowKind kind = WindowKind.valueOf(name);
        yield new WadiException(code, kind.arguments(), cause).withHint(kind.example());
      }
      case FUNCTION_NOT_FOUND -> function(name, message, cause);
      case TYPE_MISMATCH -> mismatch(name, message, cause);
      default -> new WadiException(code, decapitalized(message), cause);
    };
  }

  private WadiException column(String name, CalciteContextException cause) {
    return notFound(
        ErrorCode.COLUMN_NOT_FOUND,
        "there is no column '%s'".formatted(name),
        name,
        columns,
        cause);
  }

  private static WadiException type(String name, CalciteContextException cause) {
    return new WadiException(
            ErrorCode.UNSUPPORTED_SQL, "the type '%s' is not supported".formatted(name), cause)
        .withHint("types are BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL, TEXT, TIMESTAMP and more");
  }

  private WadiException table(String name, CalciteContextException cause) {
    if (empty.get().contains(name)) {
      return new WadiException(
              ErrorCode.INVALID_SQL,
              "the memory table '%s' is read, but nothing has filled it yet".formatted(name),
              cause)
          .withHint("put the INSERT INTO %s before the query that reads it".formatted(name));
    }
    return writeOnly.get().contains(name)
        ? new WadiException(
                ErrorCode.INVALID_SQL,
                "table '%s' has no columns of its own, so it cannot be read".formatted(name),
                cause)
            .withHint("declare its columns in CREATE TABLE")
        : notFound(
            ErrorCode.TABLE_NOT_FOUND,
            "there is no table or view '%s'".formatted(name),
            name,
            tables,
            cause);
  }

  private static WadiException notFound(
      ErrorCode code,
      String message,
      String name,
      Supplier<Set<String>> known,
      CalciteContextException cause) {
    WadiException error = new WadiException(code, message, cause);
    return Names.nearest(name, known.get())
        .filter(nearest -> !nearest.equals(name))
        .map(nearest -> error.withHint("did you mean '%s'?".formatted(nearest)))
        .orElse(error);
  }

  // Calcite says the same whether there is no such function or none for these arguments.
  private WadiException function(String name, String message, CalciteContextException cause) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (operators.get().functionNames().contains(lower)) {
      String arguments = message.substring(message.indexOf(name) + name.length());
      List<String> uploaded = operators.get().uploaded(lower);
      return new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "the function '%s' does not take these arguments: %s".formatted(lower, arguments),
              cause)
          .withHint(
              uploaded.isEmpty()
                  ? "docs/functions.md shows what it takes"
                  : "there is " + String.join(" and ", uploaded));
    }
    return notFound(
        ErrorCode.FUNCTION_NOT_FOUND,
        "there is no function '%s'".formatted(lower),
        lower,
        () -> operators.get().functionNames(),
        cause);
  }

  // The name is that of a function which takes another number of arguments.
  private WadiException mismatch(String name, String message, CalciteContextException cause) {
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    List<String> signatures = operators.get().builtIn(lower);
    return signatures.isEmpty()
        ? new WadiException(ErrorCode.TYPE_MISMATCH, decapitalized(message), cause)
        : new WadiException(
                ErrorCode.TYPE_MISMATCH,
                "invalid number of arguments to function '%s'".formatted(lower),
                cause)
            .withHint("there is " + String.join(" and ", signatures));
  }

  private static String decapitalized(String message) {
    String firstLine = message.lines().findFirst().orElse("invalid");
    boolean word = firstLine.length() > 1 && Character.isLowerCase(firstLine.charAt(1));
    return word ? Character.toLowerCase(firstLine.charAt(0)) + firstLine.substring(1) : firstLine;
  }
}
