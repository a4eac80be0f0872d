/// What people see on a terminal: errors with the line of SQL they are in, rows as tables or as
/// JSON lines, progress. Rows go to standard output, everything else to standard error.
package dev.wadi.server.terminal;
