package dev.slipway.local.states.language;

/// How a state looks into its data.
public enum QueryLanguage {
  JSONATA,
  JSONPATH
}
