/// Kubernetes manifests as text: read, checked, and written with other images.
@NullMarked
package dev.slipway.runner.manifest;

import org.jspecify.annotations.NullMarked;
