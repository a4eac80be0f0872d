/// One file on a local disk: writing it ({@link dev.wadi.connectors.file.FileWriter}, {@link
/// dev.wadi.connectors.file.FileOutput}), and what can go wrong with it ({@link
/// dev.wadi.connectors.file.FileErrors}).
package dev.wadi.connectors.file;
