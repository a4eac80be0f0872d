/// What the options of several connectors have in common: values with a unit, {@link
/// dev.wadi.connectors.option.TimeSpan} such as `1 minute` and {@link
/// dev.wadi.connectors.option.ByteSize} such as `128MB`; and {@link
/// dev.wadi.connectors.option.Direction}, which every connector takes.
package dev.wadi.connectors.option;
