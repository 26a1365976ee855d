@NullMarked
package dev.slipway.ci.workflow;

import org.jspecify.annotations.NullMarked;
