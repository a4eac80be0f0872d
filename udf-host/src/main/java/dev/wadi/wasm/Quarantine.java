package dev.wadi.wasm;

import java.time.Instant;

/// Why a plugin is not called any more, until it is uploaded again or released.
///
/// @param failures how many instances it took
/// @param reason what the last of them did
public record Quarantine(Instant since, int failures, String reason) {}
