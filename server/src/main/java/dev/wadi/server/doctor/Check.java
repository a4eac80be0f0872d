package dev.wadi.server.doctor;

import java.util.function.Supplier;

/// Looks at one thing.
///
/// @param subject what it looks at, in a word
public record Check(String subject, Supplier<Finding> look) {}
