package dev.wadi.wasm.http;

/// @param timeoutMillis for everything from looking up the name to the end of the reply, retries
///   included
/// @param retries how often a request is sent again that failed for now
/// @param responseBytes of a body
public record HttpLimits(long timeoutMillis, int retries, int responseBytes) {}
