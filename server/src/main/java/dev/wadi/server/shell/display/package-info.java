/// How the shell shows rows: a {@link dev.wadi.server.shell.display.ResultPrinter} for each {@link
/// dev.wadi.server.shell.display.OutputFormat}. All of them print what they get and hold nothing
/// back, but for the first rows of a table, which tell how wide its columns are.
package dev.wadi.server.shell.display;
