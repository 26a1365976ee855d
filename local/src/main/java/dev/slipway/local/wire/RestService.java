package dev.slipway.local.wire;

/// An AWS service whose operations are paths and methods.
///
/// @param signingName the service's name in signatures, `lambda`
/// @param paths what its paths begin with, for clients that do not say the name
public record RestService(
    String signingName, java.util.List<String> paths, LoopbackServer.Answering answering) {
  boolean owns(String path) {
    return paths.stream().anyMatch(path::startsWith);
  }
}
