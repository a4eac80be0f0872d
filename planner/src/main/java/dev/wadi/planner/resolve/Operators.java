package dev.wadi.planner.resolve;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;

/// Every function that SQL may call: uploaded ones, our own, and Calcite's libraries. Where several
/// have a name and fit, the first list wins, so PostgreSQL's meaning goes before the others'.
final class Operators implements SqlOperatorTable {
  private static final SqlOperatorTable BUILT_IN =
      SqlOperatorTables.chain(
          SqlOperatorTables.of(
              OwnOperators.MODULO,
              OwnOperators.MINUS,
              OwnOperators.TIMES,
              OwnOperators.NTH_VALUE,
              OwnOperators.ROW_TIME,
              UnnestFunction.IN_SELECT,
              UnnestClause.PADDED,
              OwnOperators.ARROW_TYPEOF,
              OwnOperators.ARRAY_NDIMS,
              StructFunction.POSITIONAL,
              StructFunction.NAMED,
              TryFunction.TRY,
              SqlLibraryOperators.TRY_CAST),
          SqlOperatorTables.of(WindowFunction.ALL),
          SqlOperatorTables.of(WindowTableFunction.ALL),
          SqlOperatorTables.of(BuiltInOperator.all()),
          SqlOperatorTables.of(AggregateOperator.all()),
          library(SqlLibrary.POSTGRESQL),
          SqlStdOperatorTable.instance(),
          library(SqlLibrary.BIG_QUERY),
          library(SqlLibrary.SPARK),
          library(SqlLibrary.MYSQL));

  private static final int ARGUMENTS_MAX = 16;

  private final List<Uploaded> uploaded;
  private final SqlOperatorTable all;

  /// @param functions of all versions of all plugins, those uploaded last at the end
  Operators(List<FunctionSignature> functions) {
    this(latest(functions).map(Uploaded::of).toList(), BUILT_IN);
  }

  private static Stream<FunctionSignature> latest(List<FunctionSignature> functions) {
    Map<String, PluginRef> latest = new HashMap<>();
    functions.forEach(function -> latest.put(function.plugin().name(), function.plugin()));
    return functions.stream()
        .filter(function -> function.plugin().equals(latest.get(function.plugin().name())));
  }

  private Operators(List<Uploaded> uploaded, SqlOperatorTable others) {
    this.uploaded = uploaded;
    this.all =
        SqlOperatorTables.chain(
            SqlOperatorTables.of(uploaded.stream().map(Uploaded::operator).toList()), others);
  }

  /// With more functions.
  Operators with(List<Uploaded> more) {
    return new Operators(Stream.concat(uploaded.stream(), more.stream()).toList(), BUILT_IN);
  }

  /// Without the uploaded functions of a name.
  Operators without(String name) {
    return new Operators(
        uploaded.stream().filter(function -> !function.getName().equals(name)).toList(), BUILT_IN);
  }

  private static SqlOperatorTable library(SqlLibrary library) {
    return SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(library);
  }

  // Function names are the one kind of name where case does not matter.
  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    List<SqlOperator> candidates = new ArrayList<>();
    all.lookupOperatorOverloads(
        name, category, syntax, candidates, SqlNameMatchers.withCaseSensitive(false));
    boolean table = category == SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION;
    candidates.removeIf(operator -> !table && isTable(operator));
    candidates.removeIf(UnsupportedJson::has);
    if (syntax != SqlSyntax.FUNCTION) {
      found.addAll(candidates);
      return;
    }
    if (candidates.stream().anyMatch(AggregateOperator.class::isInstance)) {
      candidates.removeIf(operator -> !isOurs(operator));
    }
    if (!table) {
      overload(candidates);
    }
    BitSet taken = new BitSet();
    for (SqlOperator candidate : candidates) {
      BitSet counts = argumentCounts(candidate);
      boolean another = isUploaded(candidate) || !contains(taken, counts);
      if (another) {
        found.add(candidate);
        taken.or(counts);
      }
    }
  }

  // Of several uploaded functions, one that chooses among them. (Operators of one name are equal.)
  private static void overload(List<SqlOperator> candidates) {
    List<UserFunction> functions =
        candidates.stream()
            .filter(UserFunction.class::isInstance)
            .map(UserFunction.class::cast)
            .toList();
    if (functions.size() > 1) {
      candidates.removeIf(UserFunction.class::isInstance);
      candidates.addFirst(new OverloadedFunction(functions));
    }
  }

  private static boolean isUploaded(SqlOperator operator) {
    return operator instanceof Uploaded || operator instanceof OverloadedFunction;
  }

  private static boolean isTable(SqlOperator operator) {
    return operator instanceof UserFunction function && function.signature().givesRows();
  }

  /// Whether functions of this name are called only where a table is.
  boolean isOnlyTable(String name) {
    return named(name).findAny().isPresent()
        && named(name).allMatch(function -> function.signature().givesRows())
        && !builtInNames().contains(name.toLowerCase(Locale.ROOT));
  }

  /// Whether there are functions of this name, but none that can be called where a table is.
  boolean isOnlyScalar(String name) {
    return functionNames().contains(name.toLowerCase(Locale.ROOT))
        && named(name).noneMatch(function -> function.signature().givesRows());
  }

  /// Whether an uploaded function of this name is called with nulls.
  boolean isUploadedTakingNulls(String name) {
    return named(name).anyMatch(function -> function.signature().nulls() != NullHandling.STRICT);
  }

  private Stream<Uploaded> named(String name) {
    return uploaded.stream().filter(function -> function.getName().equalsIgnoreCase(name));
  }

  // Calcite's own aggregates of the same name may take other arguments.
  private static boolean isOurs(SqlOperator operator) {
    return operator instanceof AggregateOperator || isUploaded(operator);
  }

  // Calcite tells built-in functions of one name apart by their number of arguments at best.
  private static BitSet argumentCounts(SqlOperator operator) {
    BitSet counts = new BitSet();
    SqlOperandCountRange range = operator.getOperandCountRange();
    for (int count = 0; count <= ARGUMENTS_MAX; count++) {
      counts.set(count, range.isValidCount(count));
    }
    return counts;
  }

  private static boolean contains(BitSet all, BitSet some) {
    BitSet rest = (BitSet) some.clone();
    rest.andNot(all);
    return rest.isEmpty();
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return all.getOperatorList();
  }

  /// Functions of plugins, under the names that SQL has for them.
  List<Uploaded> uploaded() {
    return uploaded;
  }

  /// Names of the functions that are there without any plugin.
  static Set<String> builtInNames() {
    return names(BUILT_IN);
  }

  /// What an uploaded function of this name takes, one line for each.
  List<String> uploaded(String name) {
    return signatures(Uploaded.class, name);
  }

  /// What functions of our own library of this name take.
  List<String> builtIn(String name) {
    List<String> scalar = signatures(BuiltInOperator.class, name);
    return scalar.isEmpty() ? signatures(AggregateOperator.class, name) : scalar;
  }

  private List<String> signatures(Class<?> kind, String name) {
    return getOperatorList().stream()
        .filter(kind::isInstance)
        .filter(operator -> operator.getName().equalsIgnoreCase(name))
        .map(SqlOperator::getAllowedSignatures)
        .toList();
  }

  /// Names of all functions, for hints.
  Set<String> functionNames() {
    return names(this);
  }

  private static Set<String> names(SqlOperatorTable table) {
    return table.getOperatorList().stream()
        .filter(SqlFunction.class::isInstance)
        .filter(operator -> !UnsupportedJson.has(operator))
        .map(operator -> operator.getName().toLowerCase(Locale.ROOT))
        // The others cannot be written.
        .filter(name -> Character.isLetter(name.charAt(0)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
