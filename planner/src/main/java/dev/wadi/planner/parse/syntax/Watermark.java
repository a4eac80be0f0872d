package dev.wadi.planner.parse.syntax;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `WATERMARK FOR column [AS expression]`.
///
/// @param expression null for the column itself
public record Watermark(SqlIdentifier column, SqlNode expression, SqlParserPos position) {}
