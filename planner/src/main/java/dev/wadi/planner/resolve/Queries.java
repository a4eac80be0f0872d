package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.Dialect;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.AggregatingSelectScope;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// Queries to relational algebra: names, types, coercions. One cluster for all queries of a script,
/// so that a view's tree can be put into another query's as it is.
final class Queries {
  private static final SqlValidator.Config CONFIG =
      SqlValidator.Config.DEFAULT
          .withConformance(Dialect.CONFORMANCE)
          .withTypeCoercionFactory(Coercions::new)
          .withIdentifierExpansion(true);

  private final Catalog catalog;
  private final Supplier<Set<String>> knownNames;
  private final List<FunctionSignature> functions;
  private Operators operators;
  private final ValidationErrors errors;
  private final Parameters parameters;
  private final RelOptCluster cluster;
  private final CallSites calls = new CallSites();
  // Whose text is being resolved, if it was stored earlier.
  private Optional<String> stored = Optional.empty();

  /// @param knownNames tables and views that may not be in the catalog yet, for hints
  /// @param parameters what stands for the `?` of all queries
  Queries(
      Catalog catalog,
      List<FunctionSignature> functions,
      Supplier<Set<String>> knownNames,
      Parameters parameters) {
    this.catalog = catalog;
    this.knownNames = knownNames;
    this.functions = functions;
    this.parameters = parameters;
    this.operators = new Operators(functions);
    this.errors =
        new ValidationErrors(
            this::tableNames,
            catalog::writeOnlyNames,
            catalog::emptyNames,
            catalog::columnNames,
            () -> operators);
    // The planner is only the cluster's obligatory owner: optimizing has programs of its own.
    HepPlanner owner = new HepPlanner(HepProgram.builder().build());
    // Without one, Calcite evaluates constants by its own rules: any month has 31 days, and a
    // second a thousand parts.
    owner.setExecutor((builder, constants, reduced) -> reduced.addAll(constants));
    this.cluster = RelOptCluster.create(owner, new RexBuilder(SqlTypes.FACTORY));
    cluster.setMetadataQuerySupplier(NoPredicates::new);
  }

  /// All tables and views, for hints.
  Set<String> tableNames() {
    Set<String> all = new TreeSet<>(catalog.names());
    all.addAll(knownNames.get());
    return all;
  }

  RelOptCluster cluster() {
    return cluster;
  }

  /// The functions of all versions of all plugins, those uploaded last at the end.
  List<FunctionSignature> functions() {
    return functions;
  }

  Operators operators() {
    return operators;
  }

  /// From here on, queries call these.
  void use(Operators changed) {
    operators = changed;
  }

  /// Where the queries so far call functions.
  CallSites calls() {
    return calls;
  }

  /// Takes a step during which the text of a definition that was stored earlier is resolved.
  void inStored(String definition, Runnable step) {
    Optional<String> outer = stored;
    stored = Optional.of(definition);
    try {
      step.run();
    } finally {
      stored = outer;
    }
  }

  /// A validated query's tree; its row type has the names of the select list.
  ///
  /// @throws dev.wadi.sdk.error.WadiException with a position
  RelNode resolve(SqlNode query) {
    return resolve(query, Optional.empty());
  }

  /// The same for a query whose rows go to a table, which says what type parameters have that stand
  /// alone in a column.
  ///
  /// @param target the row that the columns are for; empty if there are no parameters
  RelNode resolve(SqlNode query, Optional<RelDataType> target) {
    try {
      SqlValidator validator = new Validator(target);
      calls.add(query, stored);
      OverFilters.check(query, operators);
      SqlNode rewritten = Rewrites.apply(query);
      CallPlaces.check(rewritten, operators);
      SqlNode valid = validator.validate(rewritten);
      RelConverter converter =
          new RelConverter(validator, catalog.reader(), cluster, stored, parameters);
      RelRoot root = converter.convertQuery(valid, false, true);
      return named(root.project(true));
    } catch (RuntimeException e) {
      throw errors.translate(e, query);
    }
  }

  // A column without a name is called after its place, as in other databases.
  private static RelNode named(RelNode query) {
    List<String> names = new ArrayList<>(query.getRowType().getFieldNames());
    boolean changed = false;
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).startsWith("EXPR$")) {
        names.set(i, "column" + (i + 1));
        changed = true;
      }
    }
    return changed ? Renaming.of(query, names) : query;
  }

  /// The type that a type's name means.
  RelDataType type(SqlDataTypeSpec name, boolean nullable) {
    TypeLimits.check(name);
    try {
      return SqlTypes.FACTORY.createTypeWithNullability(name.deriveType(validator()), nullable);
    } catch (RuntimeException e) {
      throw errors.translate(e, name);
    }
  }

  /// A query's columns.
  Schema schema(RelDataType row, SqlNode query) {
    try {
      return ArrowTypes.schema(row);
    } catch (ArrowTypes.UnsupportedType e) {
      throw errors.translate(e, query);
    }
  }

  private SqlValidator validator() {
    return new Validator(Optional.empty());
  }

  private final class Validator extends SqlValidatorImpl {
    private Optional<RelDataType> target;

    Validator(Optional<RelDataType> target) {
      super(operators, catalog.reader(), SqlTypes.FACTORY, CONFIG);
      this.target = target;
    }

    // The first is the query as a whole.
    @Override
    public void validateQuery(SqlNode node, SqlValidatorScope scope, RelDataType row) {
      RelDataType expected = target.orElse(row);
      target = Optional.empty();
      super.validateQuery(node, scope, expected);
    }

    // Keys have been converted (`i = NULL` to `i = CAST(NULL AS BIGINT)`) when HAVING is compared
    // with them, so it has to be, too.
    @Override
    protected void inferUnknownTypes(RelDataType inferred, SqlValidatorScope scope, SqlNode node) {
      super.inferUnknownTypes(inferred, scope, node);
      if (scope instanceof AggregatingSelectScope grouped
          && grouped.getNode().getHaving() == node) {
        deriveType(scope, node);
      }
    }
  }
}
