package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// Where functions and operators are first called: relational algebra has lost the positions, and
/// some calls turn out to be impossible only there.
public final class CallSites {
  private final Map<String, Site> firstByName = new HashMap<>();

  /// @param stored the definition in whose text it is, if that was stored earlier
  private record Site(SourcePosition position, Optional<String> stored) {}

  /// Notes the calls of a syntax tree.
  ///
  /// @param stored the definition that it is of, if that was stored earlier
  void add(SqlNode tree, Optional<String> stored) {
    tree.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            SourcePosition position = Positions.of(call.getParserPosition());
            if (position != null) {
              firstByName.putIfAbsent(
                  key(call.getOperator().getName()), new Site(position, stored));
            }
            return super.visit(call);
          }

          // CURRENT_DATE and its like are calls that look like names.
          @Override
          public Void visit(SqlIdentifier id) {
            SourcePosition position = Positions.of(id.getParserPosition());
            if (id.isSimple() && position != null) {
              firstByName.putIfAbsent(key(id.getSimple()), new Site(position, stored));
            }
            return null;
          }
        });
  }

  // Some operators of our own have the name that SQL knows them by and a dollar sign.
  private static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("$") ? lower.substring(1) : lower;
  }

  /// The error at the first call of an operator, if that is known.
  public WadiException at(String operator, WadiException error) {
    Site site = firstByName.get(key(operator));
    if (site == null) {
      return error;
    }
    WadiException located = error.at(site.position());
    return site.stored().map(name -> StoredText.error(name, located)).orElse(located);
  }
}
