/// The sink that prints: rows as JSON lines on the terminal.
package dev.wadi.connectors.stdout;
