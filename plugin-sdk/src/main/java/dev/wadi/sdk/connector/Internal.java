package dev.wadi.sdk.connector;

/// A connector of tables that only the program itself makes: people are not told of it.
public interface Internal extends Connector {}
