package dev.wadi.planner;

import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.TableDefinition;

/// A table that was defined earlier, as its connector sees it.
///
/// @param definition without columns if it takes those of the query that fills it
/// @param forReading whether it can be read, or could be if it were not for what is there now
public record ConnectedTable(Connector connector, TableDefinition definition, boolean forReading) {}
