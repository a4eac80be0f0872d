/// The gRPC interface for what Flight SQL has no word for, `wadi.v1`: plugins and pipelines.
///
/// Its messages are written down in `src/main/proto/wadi/v1/wadi.proto`, of which the build makes
/// classes. {@link dev.wadi.server.control.PluginCalls} and {@link
/// dev.wadi.server.control.PipelineCalls} are the methods.
package dev.wadi.server.control;
