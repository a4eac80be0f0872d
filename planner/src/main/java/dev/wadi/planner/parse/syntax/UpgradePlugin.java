package dev.wadi.planner.parse.syntax;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `ALTER PIPELINE pipeline UPGRADE PLUGIN plugin [TO 'version']`.
public final class UpgradePlugin extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("ALTER PIPELINE", SqlKind.OTHER_DDL);

  private final SqlIdentifier pipeline;
  private final SqlIdentifier plugin;
  private final SqlNode version;

  /// @param version null for the latest
  public UpgradePlugin(
      SqlParserPos position, SqlIdentifier pipeline, SqlIdentifier plugin, SqlNode version) {
    super(position);
    this.pipeline = pipeline;
    this.plugin = plugin;
    this.version = version;
  }

  /// Its name or its id.
  public String pipeline() {
    return pipeline.getSimple();
  }

  public String plugin() {
    return plugin.getSimple();
  }

  /// As written, such as `sha256:0f3a`; empty for the latest.
  public Optional<String> version() {
    return Optional.ofNullable(version).map(text -> ((SqlLiteral) text).toValue());
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  // Nothing that would be looked up among tables.
  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }
}
