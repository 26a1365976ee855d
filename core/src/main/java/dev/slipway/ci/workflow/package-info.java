/// The workflow language: from a YAML file with positions to a [Workflow] free of YAML, or
/// findings.
@NullMarked
package dev.slipway.ci.workflow;

import org.jspecify.annotations.NullMarked;
