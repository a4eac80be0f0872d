/// Runs in the plugin: goes between the host's batches and Java values. Generated code calls it.
package dev.wadi.guest.runtime;
