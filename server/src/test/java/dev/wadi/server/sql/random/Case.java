package dev.wadi.server.sql.random;

import java.util.List;

/// A query, the tables that it is over, and how it is run.
record Case(Query query, List<TableRows> tables, List<Run> runs) {
  static Case of(long seed) {
    Choice choice = Choice.of(seed);
    List<TableRows> tables = Tables.fill(choice);
    Query query = new QueryGenerator(choice).next();
    return new Case(query, tables, Run.some(choice));
  }
}
