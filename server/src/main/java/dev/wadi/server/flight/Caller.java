package dev.wadi.server.flight;

/// Who makes a call.
///
/// @param name for people
record Caller(String name) {}
