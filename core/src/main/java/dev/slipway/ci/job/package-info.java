/// One job as the agent sees it: assignment, log events, outcome.
@NullMarked
package dev.slipway.ci.job;

import org.jspecify.annotations.NullMarked;
